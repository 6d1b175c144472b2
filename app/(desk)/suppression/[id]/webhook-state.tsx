// How far list software was told, and what keeps it from being told more.

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ShortTime } from '@/app/components/ui';
import type { SuppressionList } from '@/lib/suppression/queries';
import { FactList } from '../../cases/fact-list';
import { DeliveryWord } from '../delivery';

export function WebhookState({ list }: { list: SuppressionList }) {
  const t = useTranslations('suppression');
  const { webhookOn, webhookFailures, webhookFault, webhookDueAt, webhookTakenAt } = list;
  if (!webhookOn && webhookTakenAt === null) return null;
  const facts: [string, ReactNode][] = [[t('webhook.state.label'), <DeliveryWord key="w" delivery={list} />]];
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
