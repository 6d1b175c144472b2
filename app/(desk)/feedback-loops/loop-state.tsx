// How a feedback loop is doing: its state in a word, and its last days as bars.

import { useTranslations } from 'next-intl';
import { Badge } from '@/app/components/ui';
import { Sparkline } from '../cases/sparkline';

export function LoopState({ loop }: { loop: { active: boolean; silentSince: Date | null } }) {
  const t = useTranslations('loops');
  if (!loop.active) return <Badge>{t('inactive')}</Badge>;
  if (loop.silentSince === null) return <Badge tone="ok">{t('active')}</Badge>;
  return <Badge tone="danger">{t('silent')}</Badge>;
}

export function LoopSparkline({ days, wide = false }: { days: number[]; wide?: boolean }) {
  const t = useTranslations('loops');
  const total = days.reduce((sum, value) => sum + value, 0);
  const label = t('daysLabel', { days: days.length, total, max: Math.max(...days), last: days.at(-1) ?? 0 });
  if (wide) return <Sparkline values={days} label={label} width={600} height={80} className="h-20 w-full" />;
  return <Sparkline values={days} label={label} width={90} />;
}
