'use client';
// Recovery codes, shown this once.

import { useTranslations } from 'next-intl';
import { Alert } from '@/app/components/ui';
import { CopyButton } from '../../copy-button';

export function CodeList({ codes, title }: { codes: string[]; title: string }) {
  const t = useTranslations('secondFactor');
  return (
    <div className="mt-2 max-w-xl">
      <Alert tone="ok" title={title}>
        <p>{t('keep')}</p>
        <ul className="my-2 grid gap-1 font-mono sm:grid-cols-2" aria-label={t('codes')}>
          {codes.map((code) => (
            <li key={code}>
              <code className="select-all">{code}</code>
            </li>
          ))}
        </ul>
        <CopyButton text={codes.join('\n')} label={t('copyCodes')} />
      </Alert>
    </div>
  );
}
