'use client';
// A letter to a provider, in German or English: to copy, or to open as a mail.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, Field, TextArea } from '@/app/components/ui';
import type { ReadyLetters } from '@/lib/desk/read-loop-letters';
import { CopyButton } from '../../copy-button';

const languages = ['de', 'en'] as const;

interface LetterViewProps {
  letters: ReadyLetters;
  first: 'de' | 'en';
  /** What it is, for screen readers. */
  label: string;
}

export function LetterView({ letters, first, label }: LetterViewProps) {
  const t = useTranslations('loops.letter');
  const [language, setLanguage] = useState(first);
  const { subject, body, mailto } = letters[language];
  return (
    <div role="group" aria-label={label} className="flex max-w-2xl flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {languages.map((one) => (
          <Button
            key={one}
            look={one === language ? 'plain' : 'quiet'}
            aria-pressed={one === language}
            onClick={() => setLanguage(one)}
          >
            {t(one)}
          </Button>
        ))}
      </div>
      <p className="break-words">
        <span className="text-muted">{t('subject')}</span> {subject}
      </p>
      <Field label={t('text')}>
        {(tied) => (
          <TextArea
            {...tied}
            key={language}
            lang={language}
            readOnly
            value={body}
            rows={Math.min(18, body.split('\n').length + 1)}
            className="font-mono text-[0.8125rem]"
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={body} label={t('copyBody')} />
        {mailto === null ? null : (
          <a
            href={mailto}
            className="inline-flex min-h-8 items-center rounded border border-control bg-raised px-3 py-1 font-medium"
          >
            {t('openMail')}
          </a>
        )}
      </div>
    </div>
  );
}
