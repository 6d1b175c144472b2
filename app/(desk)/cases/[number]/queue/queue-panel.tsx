// The mail queue: what the account still has in it, told apart by kinds of subject, what is held, and what becomes of that.
// Everything shown is the last look; nothing is asked of a mail server while the page is made.

import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { ActionForm, Alert, FormError, Section, SubmitButton } from '@/app/components/ui';
import { isOpenState, type CaseState } from '@/lib/cases/types';
import type { QueueCluster, QueueLookView } from '@/lib/containment/queue-queries';
import { readQueueView } from '@/lib/desk/read-queue-view';
import { lookUp } from '@/lib/i18n/look-up';
import type { DecisionTarget } from '../target-fields';
import { lookAtQueueAction } from './actions';
import { DecideForm } from './decide-form';
import { OrderList } from './order-list';

interface QueuePanelProps {
  found: { id: number; state: CaseState; account: { id: number } };
  userId: number;
  target: DecisionTarget;
}

export async function QueuePanel({ found, userId, target }: QueuePanelProps) {
  const [t, view] = await Promise.all([getTranslations('queue'), readQueueView(found.id, found.account.id)]);
  const { looks, clusters, orders, isHeld } = view;
  if (looks.length === 0 && orders.length === 0) return null;
  const undecided = clusters
    .filter(({ place, handsOff }) => place === 'hold' && handsOff === null)
    .reduce((sum, { mails, ordered }) => sum + mails - ordered, 0);
  const isOpen = isOpenState(found.state);
  return (
    <div id="queue" className="scroll-mt-12">
      <Section title={t('title')} text={t('text')}>
        <div className="flex flex-col gap-3">
          {!isHeld && undecided > 0 ? (
            <Alert tone="warn" title={t('undecidedTitle', { mails: undecided })}>
              {t('undecided')}
            </Alert>
          ) : null}
          {looks.map((look) => (
            <Look key={look.connectorId} look={look} clusters={clusters} several={looks.length > 1} />
          ))}
          {view.counts === null ? null : (
            <p className="text-[0.8125rem]">
              {t('counts', view.counts)} {isHeld ? t('held') : ''}
            </p>
          )}
          {looks.length > 0 && isOpen ? <LookForm caseId={found.id} /> : null}
          {clusters.length === 0 ? null : (
            <ClientMessages namespaces={['queue']}>
              <DecideForm view={view} target={target} isPossible={isOpen} />
            </ClientMessages>
          )}
          <OrderList orders={orders} userId={userId} target={target} />
        </div>
      </Section>
    </div>
  );
}

function Look({
  look,
  clusters,
  several,
}: {
  look: QueueLookView;
  clusters: QueueCluster[];
  several: boolean;
}) {
  const t = useTranslations('queue');
  const measures = useTranslations('measures');
  const own = clusters.filter(({ connectorId }) => connectorId === look.connectorId);
  const sum = (some: QueueCluster[]) => some.reduce((all, { mails }) => all + mails, 0);
  const held = sum(own.filter(({ place }) => place === 'hold'));
  return (
    <div>
      {several ? <p className="font-medium">{look.name}</p> : null}
      <p>
        {look.at === null ? t('never') : t('asOf', { at: look.at, mails: sum(own), held })}
        {look.at !== null && own.length === 0 ? ` ${t('empty')}` : null}
      </p>
      {look.fault === null || look.faultAt === null ? null : (
        <p className="text-danger">
          {t('silent', {
            at: look.faultAt,
            why: lookUp(measures, `codes.${look.fault.code}`) ?? look.fault.code,
          })}
        </p>
      )}
    </div>
  );
}

function LookForm({ caseId }: { caseId: number }) {
  const t = useTranslations('queue');
  return (
    <ActionForm
      action={lookAtQueueAction}
      doneText={t('look.done')}
      label={t('look.submit')}
      className="flex flex-wrap items-center gap-2"
    >
      <input type="hidden" name="caseId" value={caseId} readOnly />
      <SubmitButton look="plain">{t('look.submit')}</SubmitButton>
      <FormError />
    </ActionForm>
  );
}
