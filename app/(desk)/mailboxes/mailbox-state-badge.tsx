// How a mailbox is doing, in a word.

import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import type { MailboxState } from '@/lib/mailboxes/types';

const tones: Record<MailboxState, BadgeTone> = {
  healthy: 'ok',
  pushed: 'ok',
  waiting: 'plain',
  paused: 'plain',
  late: 'warn',
  failing: 'danger',
};

export function MailboxStateBadge({ state }: { state: MailboxState }) {
  const t = useTranslations('mailboxes.states');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
