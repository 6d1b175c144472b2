// How a directory is doing, in a word.

import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import type { DirectoryState } from '@/lib/directory/queries';

const tones: Record<DirectoryState, BadgeTone> = {
  read: 'ok',
  asked: 'ok',
  waiting: 'plain',
  requested: 'plain',
  reading: 'plain',
  paused: 'plain',
  late: 'warn',
  refused: 'warn',
  failing: 'danger',
};

export function StateBadge({ state }: { state: DirectoryState }) {
  const t = useTranslations('directory.states');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
