// What people had done with held mail, newest first: how far each order is, and what can still be done about it.

import { useTranslations } from 'next-intl';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { ActionForm, Badge, FormError, SubmitButton, type BadgeTone } from '@/app/components/ui';
import type { QueueOrderView } from '@/lib/containment/queue-queries';
import type { QueueOrderState } from '@/lib/containment/queue-rows';
import { lookUp } from '@/lib/i18n/look-up';
import { LeavesIn } from '../notice-leaves-in';
import { ReloadWhenStale } from '../reload-when-stale';
import { TargetFields, type DecisionTarget } from '../target-fields';
import { approveQueueAction, withdrawQueueAction } from './actions';

const tones: Record<QueueOrderState, BadgeTone> = {
  'second-person': 'warn',
  due: 'accent',
  unknown: 'danger',
  done: 'ok',
  refuted: 'danger',
  withdrawn: 'plain',
};

interface OrderListProps {
  orders: QueueOrderView[];
  userId: number;
  target: DecisionTarget;
}

export function OrderList({ orders, userId, target }: OrderListProps) {
  const t = useTranslations('queue');
  if (orders.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 font-semibold">{t('orders')}</h3>
      <ul className="rounded border border-line">
        {orders.map((one) => (
          <Order key={one.id} one={one} userId={userId} target={target} />
        ))}
      </ul>
    </div>
  );
}

function Order({ one, userId, target }: { one: QueueOrderView; userId: number; target: DecisionTarget }) {
  const t = useTranslations('queue');
  const measures = useTranslations('measures');
  const { state, dueAt, hasBegun, mails, done, missing, kept } = one;
  const isWaiting = state === 'due' && !hasBegun;
  const fault = one.lastFault?.code;
  return (
    <li className="flex flex-col gap-1 border-b border-line px-3 py-2 last:border-b-0">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <span className="font-medium">{t(`actions.${one.action}`)}</span>
        <span>{t('order', { mails })}</span>
        <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        {isWaiting && dueAt !== null ? (
          <ClientMessages namespaces={['queue']}>
            <LeavesIn dueAt={dueAt.getTime()} namespace="queue" />
          </ClientMessages>
        ) : null}
        <span className="text-[0.8125rem] text-muted sm:ml-auto">
          {t('orderBy', { name: one.wantedBy, at: one.wantedAt })}
          {one.approvedBy === null ? '' : ` · ${t('approvedBy', { name: one.approvedBy })}`}
        </span>
      </div>
      <p className="text-[0.8125rem] wrap-anywhere text-muted">
        {one.subjects.map((kind) => `${kind.subject || t('noSubject')} (${kind.mails})`).join(' · ')}
      </p>
      {one.reason === null ? null : (
        <p className="text-[0.8125rem] wrap-anywhere">{t('reasonIs', { reason: one.reason })}</p>
      )}
      {hasBegun || one.action === 'leave' ? (
        <p className="text-[0.8125rem]">{t('result', { done, missing, kept })}</p>
      ) : null}
      {fault === undefined || state === 'done' ? null : (
        <p className="text-[0.8125rem] text-danger">{lookUp(measures, `codes.${fault}`) ?? fault}</p>
      )}
      <OrderForms one={one} userId={userId} target={target} />
    </li>
  );
}

function OrderForms({
  one,
  userId,
  target,
}: {
  one: QueueOrderView;
  userId: number;
  target: DecisionTarget;
}) {
  const t = useTranslations('queue');
  const needsSecond = one.state === 'second-person';
  const isOwn = one.wantedById === userId;
  const mayWithdraw = !one.hasBegun && (needsSecond || one.state === 'due');
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {needsSecond && isOwn ? <p className="text-[0.8125rem]">{t('approve.own')}</p> : null}
      <OrderForm one={one} target={target} word="approve" isPossible={needsSecond && !isOwn} />
      <OrderForm one={one} target={target} word="withdraw" isPossible={mayWithdraw} />
    </div>
  );
}

interface OrderFormProps {
  one: QueueOrderView;
  target: DecisionTarget;
  word: 'approve' | 'withdraw';
  isPossible: boolean;
}

/** What is not possible is hidden, not gone: the form that has just acted still says so. */
function OrderForm({ one, target, word, isPossible }: OrderFormProps) {
  const t = useTranslations('queue');
  const what = `${t(`actions.${one.action}`)}, ${t('order', { mails: one.mails })}`;
  return (
    <div hidden={!isPossible}>
      <ActionForm
        action={word === 'approve' ? approveQueueAction : withdrawQueueAction}
        doneText={t(`${word}.done`)}
        label={t(`${word}.label`, { what })}
        className="flex flex-wrap items-center gap-2"
      >
        <TargetFields target={target} />
        <input type="hidden" name="orderId" value={one.id} readOnly />
        <SubmitButton look={word === 'approve' ? 'danger' : 'plain'} label={t(`${word}.label`, { what })}>
          {t(`${word}.submit`)}
        </SubmitButton>
        <FormError />
        <ReloadWhenStale label={t('look.submit')} />
      </ActionForm>
    </div>
  );
}
