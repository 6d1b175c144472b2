// One version in the history of the policy: who wrote it, why, and what it changed; and the way back to it.

import { useTranslations } from 'next-intl';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { ShortTime, TextAreaField } from '@/app/components/ui';
import { changesBetween } from '@/lib/policies/policy-fields';
import type { PolicyVersion } from '@/lib/policies/queries';
import { restoreVersionAction } from './actions';
import { PolicyAction } from './policy-action';
import { PolicyLineName, PolicyValue } from './policy-line';

export function VersionEntry({
  version,
  before,
  canRestore,
}: {
  version: PolicyVersion;
  before: PolicyVersion | undefined;
  canRestore: boolean;
}) {
  const t = useTranslations('policy');
  const changes = before === undefined ? null : changesBetween(before.policy, version.policy);
  return (
    <li className="mb-3 max-w-3xl border-l-2 border-line pl-3">
      <p>
        <span className="font-semibold">{t('version', { version: version.id })}</span>{' '}
        <span className="text-muted">
          {version.createdAt ? <ShortTime date={version.createdAt} /> : null} ·{' '}
          {version.createdBy ?? t('shipped')}
        </span>
      </p>
      {version.note && version.createdBy ? <p className="break-words">{version.note}</p> : null}
      {changes === null ? null : (
        <ul className="text-muted">
          {changes.length === 0 ? <li>{t('unchangedSince')}</li> : null}
          {changes.map(({ path, from, to }) => (
            <li key={path}>
              <PolicyLineName path={path} />: {from === null ? '–' : <PolicyValue path={path} value={from} />}{' '}
              → {to === null ? '–' : <PolicyValue path={path} value={to} />}
            </li>
          ))}
        </ul>
      )}
      {canRestore ? <Restore version={version.id} /> : null}
    </li>
  );
}

function Restore({ version }: { version: number }) {
  const t = useTranslations('policy');
  return (
    <details className="mt-1">
      <summary className="cursor-pointer text-accent">{t('restore')}</summary>
      <div className="mt-2">
        <ClientMessages namespaces={['policy']}>
          <PolicyAction action={restoreVersionAction} values={{ policyId: version }} text={t('restore')}>
            <p className="text-muted">{t('restoreHint')}</p>
            <TextAreaField
              label={t('note')}
              name="note"
              rows={2}
              required
              maxLength={500}
              className="w-full"
            />
          </PolicyAction>
        </ClientMessages>
      </div>
    </details>
  );
}
