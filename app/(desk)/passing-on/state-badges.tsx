// States as badges: of a recipient, of a mail, of a report that goes on.

import { useTranslations } from 'next-intl';
import { Badge } from '@/app/components/ui';
import type { MailState } from '@/lib/outgoing/types';
import type { PassedRow } from '@/lib/passing-on/queries';
import type { Recipient } from '@/lib/passing-on/types';

export function RecipientState({ recipient }: { recipient: Recipient }) {
  const t = useTranslations('passingOn.states');
  if (!recipient.isActive) return <Badge>{t('off')}</Badge>;
  return recipient.suspendedAt === null ? (
    <Badge tone="ok">{t('on')}</Badge>
  ) : (
    <Badge tone="danger">{t('suspended')}</Badge>
  );
}

const tones: Partial<Record<MailState, 'ok' | 'warn' | 'danger'>> = {
  accepted: 'ok',
  failed: 'danger',
  bounced: 'danger',
  ambiguous: 'warn',
};

export function MailBadge({ state }: { state: MailState }) {
  const t = useTranslations('passingOn.mailStates');
  return <Badge tone={tones[state] ?? 'plain'}>{t(state)}</Badge>;
}

/** What became of a report: the state of its mail, or why it has none. */
export function PassedState({ row }: { row: PassedRow }) {
  const t = useTranslations('passingOn');
  if (row.outgoing !== null) return <MailBadge state={row.outgoing.state} />;
  return (
    <>
      <Badge tone={row.state === 'held' ? 'warn' : 'plain'}>{t(`reportStates.${row.state}`)}</Badge>
      {row.reason === null ? null : (
        <span className="block text-[0.8125rem] text-muted">{t(`reasons.${row.reason}`)}</span>
      )}
    </>
  );
}
