'use client';
// The password, large, and spelled out by group for the phone.

import { useLocale, useTranslations } from 'next-intl';
import { Alert, Button } from '@/app/components/ui';
import type { NewPassword } from '@/lib/desk/set-new-password';
import { CopyButton } from '../../../copy-button';
import { spelled } from './spelled';

interface ShownPasswordProps {
  answer: Extract<NewPassword, { result: 'set' }>;
  onClose: () => void;
}

export function ShownPassword({ answer, onClose }: ShownPasswordProps) {
  const t = useTranslations('release.newPassword');
  const locale = useLocale();
  const { groups, digits } = spelled(answer.password, locale);
  return (
    <div className="flex flex-col gap-3">
      <Alert tone="ok">{t('set')}</Alert>
      {answer.isSimulated ? <p className="text-warn">{t('simulated')}</p> : null}
      <div className="flex flex-wrap items-center gap-2">
        <output
          className="rounded border border-line bg-panel px-3 py-2 font-mono wrap-anywhere sm:text-lg select-all"
          translate="no"
        >
          {answer.password}
        </output>
        <CopyButton text={answer.password} label={t('copy')} />
      </div>
      <section aria-label={t('spelled')}>
        <h3 className="font-medium">{t('spelled')}</h3>
        <ol className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
          {groups.map(({ text, words }, i) => (
            <li key={i} className="contents">
              <span className="font-mono">{text}</span>
              <span>{words.join(' – ')}</span>
            </li>
          ))}
        </ol>
        <p className="mt-1">{t('digits', { digits })}</p>
        <p className="mt-1 text-muted">{t('rules')}</p>
      </section>
      {answer.connectorKind === 'mailcow' ? <p>{t('cache')}</p> : null}
      <div>
        <Button onClick={onClose}>{t('closing')}</Button>
      </div>
    </div>
  );
}
