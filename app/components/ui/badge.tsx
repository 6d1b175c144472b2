// Small labels. Colour is never the only carrier: the word says it.

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export type BadgeTone = 'plain' | 'ok' | 'warn' | 'high' | 'danger' | 'accent';

const tones: Record<BadgeTone, string> = {
  plain: 'bg-panel text-muted border-line',
  ok: 'bg-ok-soft text-ok border-transparent',
  warn: 'bg-warn-soft text-warn border-transparent',
  high: 'bg-high-soft text-high border-transparent',
  danger: 'bg-danger-soft text-danger border-transparent',
  accent: 'bg-accent-soft text-accent border-transparent',
};

export function Badge({
  tone = 'plain',
  className,
  children,
}: {
  tone?: BadgeTone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        'inline-block rounded border px-1.5 text-[0.8125rem] font-medium whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

const STAGES = ['observation', 'notable', 'review', 'urgent', 'emergency'] as const;

const stageLooks = [
  tones.plain,
  tones.accent,
  tones.warn,
  tones.high,
  'bg-danger-strong text-on-danger border-transparent',
] as const;

/** A stage by its rank, 0 (observation) to 4 (emergency). */
export function StageBadge({ rank }: { rank: number }) {
  const t = useTranslations('stages');
  const index = Math.min(Math.max(Math.trunc(rank), 0), 4);
  return (
    <span
      className={classNames(
        'inline-block rounded border px-1.5 text-[0.8125rem] font-semibold whitespace-nowrap',
        stageLooks[index],
      )}
    >
      {t(STAGES[index] ?? 'observation')}
    </span>
  );
}
