// The application for a feedback loop: what the program asks for, and the text ready to send or to copy.

import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { Alert, Section } from '@/app/components/ui';
import type { LoopLetters } from '@/lib/desk/read-loop-letters';
import { LetterView } from './letter-view';

export async function ApplicationPanel({ letters }: { letters: LoopLetters }) {
  const [t, programs, locale] = await Promise.all([
    getTranslations('loops.application'),
    getTranslations('programs'),
    getLocale(),
  ]);
  const { program, lacks, application } = letters;
  return (
    <Section title={t('title')} text={t('text')}>
      {program === null ? (
        <p className="mb-3 max-w-prose text-muted">{t('noProgram')}</p>
      ) : (
        <p className="mb-3 max-w-prose">
          {t('way', {
            way: programs(`ways.${program.apply.way}`),
            keys: program.keyedOn.map((key) => programs(`keys.${key}`)).join(', '),
          })}{' '}
          {program.apply.url === null ? null : (
            <a
              href={program.apply.url}
              rel="noreferrer noopener"
              target="_blank"
              className="wrap-anywhere underline"
            >
              {program.apply.url}
            </a>
          )}
        </p>
      )}
      {lacks.length === 0 ? null : (
        <div className="mb-3 max-w-2xl">
          <Alert tone="info" title={t('lacks')}>
            <ul className="list-disc pl-5">
              {lacks.map((what) => (
                <li key={what}>
                  {t(`lack.${what}`)}{' '}
                  {what === 'reportAddress' ? null : <Link href="/network">{t('toNetwork')}</Link>}
                </li>
              ))}
            </ul>
          </Alert>
        </div>
      )}
      <LetterView letters={application} first={locale === 'de' ? 'de' : 'en'} label={t('title')} />
    </Section>
  );
}
