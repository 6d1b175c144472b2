// Whether a source's rows are in use, and why not.

import { useTranslations } from 'next-intl';
import { Badge } from '@/app/components/ui';
import type { ConnectionSourceRow } from '@/lib/connections/types';

export function ConnectionState({ source }: { source: ConnectionSourceRow }) {
  const t = useTranslations('connections');
  const { lastError, confirmedAt, path } = source;
  return (
    <>
      {confirmedAt === null ? (
        <Badge tone="warn">{t('states.unconfirmed')}</Badge>
      ) : (
        <Badge tone={lastError === null ? 'ok' : 'danger'}>
          {t(lastError !== null ? 'states.failing' : path === '' ? 'states.read' : 'states.followed')}
        </Badge>
      )}
      {lastError === null ? null : (
        <div className="mt-0.5 max-w-[60ch] text-danger">{t(`errors.${lastError}`)}</div>
      )}
    </>
  );
}
