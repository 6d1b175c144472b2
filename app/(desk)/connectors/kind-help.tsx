// What has to be done outside of the desk for a kind of connector, to copy.

import { useTranslations } from 'next-intl';
import { CopyButton } from '../copy-button';

const postfixLine = (address: string) =>
  `check_policy_service { inet:${address}, timeout=2s, try_limit=1, default_action=DUNNO }`;

interface KindHelpProps {
  kind: string;
  /** Where our policy service listens; null where it is not set. */
  listen: string | null;
}

export function KindHelp({ kind, listen }: KindHelpProps) {
  const t = useTranslations('connectors.help');
  if (kind === 'manual') return <p className="mb-4 max-w-2xl">{t('manual')}</p>;
  if (kind === 'mailcow')
    return (
      <ul className="mb-4 max-w-2xl list-disc pl-5">
        {(['login', 'send', 'cache', 'throttle', 'queue'] as const).map((one) => (
          <li key={one}>{t(`mailcow.${one}`)}</li>
        ))}
      </ul>
    );
  if (kind === 'postfix-queue')
    return (
      <div className="mb-4 flex max-w-2xl flex-col gap-2">
        <p>{t('queue')}</p>
        <p>{t('queuePrograms')}</p>
      </div>
    );
  if (kind !== 'policy-service') return null;
  const line = postfixLine(listen ?? '127.0.0.1:10040');
  return (
    <div className="mb-6 flex max-w-2xl flex-col gap-2">
      <p>{t('policy')}</p>
      {listen === null ? <p className="text-warn">{t('policyNotSet')}</p> : null}
      <div className="flex items-start gap-2">
        <pre
          tabIndex={0}
          aria-label={t('lineLabel')}
          className="min-w-0 flex-1 overflow-x-auto rounded border border-line bg-panel px-2 py-1 text-[0.8125rem]"
        >
          {line}
        </pre>
        <CopyButton text={line} label={t('copyLine')} />
      </div>
      <p>{t('policyPlace')}</p>
      <p className="font-medium">{t('blindTitle')}</p>
      <ul className="list-disc pl-5">
        {(['pickup', 'mynetworks', 'sieve'] as const).map((one) => (
          <li key={one}>{t(`blind.${one}`)}</li>
        ))}
      </ul>
      <p>{t('both')}</p>
    </div>
  );
}
