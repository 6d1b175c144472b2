// Where a subscriber stands, in a word.

import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import type { SubscriberState as State } from '@/lib/own-loop/types';

const tones: Record<State, BadgeTone> = {
  pending: 'warn',
  active: 'ok',
  suspended: 'danger',
  ended: 'plain',
};

export function SubscriberState({ state }: { state: State }) {
  const t = useTranslations('ownLoop');
  return <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>;
}
