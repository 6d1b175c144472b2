// How a feedback loop is doing: its state in a word, and its last days as bars.

import { useTranslations } from 'next-intl';
import { Badge } from '@/app/components/ui';
import type { BadgeTone } from '@/app/components/ui/badge';
import { shownState, type ShownState } from '@/lib/feedback-loops/life';
import type { LoopState as State } from '@/lib/feedback-loops/types';
import { Sparkline } from '../cases/sparkline';

const tones: Record<ShownState, BadgeTone> = {
  planned: 'plain',
  applied: 'accent',
  verifying: 'accent',
  active: 'ok',
  silent: 'danger',
  paused: 'warn',
  ended: 'plain',
};

export function LoopState({ loop }: { loop: { state: State; silentSince: Date | null } }) {
  const t = useTranslations('loops');
  const state = shownState(loop);
  return <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>;
}

export function LoopSparkline({ days, wide = false }: { days: number[]; wide?: boolean }) {
  const t = useTranslations('loops');
  const total = days.reduce((sum, value) => sum + value, 0);
  const label = t('daysLabel', { days: days.length, total, max: Math.max(...days), last: days.at(-1) ?? 0 });
  if (wide) return <Sparkline values={days} label={label} width={600} height={80} className="h-20 w-full" />;
  return <Sparkline values={days} label={label} width={90} />;
}
