// How far list software was told, and what keeps it from being told more.

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ShortTime } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { SuppressionList } from '@/lib/suppression/queries';
import { FactList } from '../../cases/fact-list';

export function WebhookState({ list }: { list: SuppressionList }) {
  const t = useTranslations('suppression');
  const { webhookOn, webhookFailures, webhookFault, webhookDueAt, webhookTakenAt } = list;
  if (!webhookOn && webhookTakenAt === null) return null;
  const facts: [string, ReactNode][] = [[t('webhook.state.label'), <Word key="w" list={list} />]];
  if (webhookOn && webhookFailures > 0 && webhookFault !== null && webhookDueAt !== null)
    facts.push([t('webhook.state.next'), <ShortTime key="n" date={webhookDueAt} />]);
  if (webhookTakenAt !== null)
    facts.push([t('webhook.state.taken'), <ShortTime key="t" date={webhookTakenAt} />]);
  return (
    <div className="[&_dl]:mb-4">
      <FactList label={t('webhook.state.label')} facts={facts} />
    </div>
  );
}

function Word({ list }: { list: SuppressionList }) {
  const t = useTranslations('suppression');
  const { webhookOn, webhookChange: taken, webhookFailures: failures, webhookFault, change } = list;
  if (!webhookOn) return t('webhook.state.off');
  if (failures > 0 && webhookFault !== null) {
    const fault = lookUp(t, `faults.${webhookFault.code}`, webhookFault.detail) ?? t('faults.other');
    return <span className="text-danger">{t('webhook.state.failing', { failures, fault })}</span>;
  }
  if (taken >= change) return t('webhook.state.upToDate', { change });
  return taken === 0 ? t('webhook.state.never') : t('webhook.state.behind', { taken, change });
}
