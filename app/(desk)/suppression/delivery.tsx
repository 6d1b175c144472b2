// How far a customer's list software was told, in words: on the overview and on the list.

import { useTranslations } from 'next-intl';
import { lookUp } from '@/lib/i18n/look-up';
import type { Delivery } from '@/lib/suppression/queries';

export function DeliveryWord({ delivery }: { delivery: Delivery }) {
  const t = useTranslations('suppression');
  const { webhookOn, webhookChange: taken, webhookFailures: failures, webhookFault, change } = delivery;
  if (!webhookOn) return t('webhook.state.off');
  if (failures > 0 && webhookFault !== null) {
    const fault = lookUp(t, `faults.${webhookFault.code}`, webhookFault.detail) ?? t('faults.other');
    return <span className="text-danger">{t('webhook.state.failing', { failures, fault })}</span>;
  }
  if (taken >= change) return t('webhook.state.upToDate', { change });
  return taken === 0 ? t('webhook.state.never') : t('webhook.state.behind', { taken, change });
}
