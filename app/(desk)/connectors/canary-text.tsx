// What the canary mailbox of a connector last proved.

import { useTranslations } from 'next-intl';
import { Badge, RelativeTime } from '@/app/components/ui';
import type { ConnectorView } from '@/lib/containment/connector-queries';

export function CanaryText({
  one,
}: {
  one: Pick<ConnectorView, 'canaryLogin' | 'canaryAt' | 'canaryResult'>;
}) {
  const t = useTranslations('connectors');
  if (one.canaryLogin === null) return <span className="text-muted">{t('canaryNone')}</span>;
  if (one.canaryAt === null || one.canaryResult === null)
    return <span className="text-muted">{t('canaryWaiting')}</span>;
  const isOk = one.canaryResult['ok'] === true;
  return (
    <>
      <Badge tone={isOk ? 'ok' : 'danger'}>{t(isOk ? 'canaryOk' : 'canaryFailed')}</Badge>{' '}
      <RelativeTime date={one.canaryAt} />
    </>
  );
}
