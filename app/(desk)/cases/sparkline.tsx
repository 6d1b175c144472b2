// Complaints per day as a row of bars, one path; the numbers stand in its text alternative.

import { classNames } from '@/app/components/ui';

interface SparklineProps {
  values: number[];
  /** Says the values in words. */
  label: string;
  width?: number;
  height?: number;
  className?: string;
}

/** Path of the bars: each at least one unit high where there was anything, so that one complaint can be seen. */
export function barsPath(values: readonly number[], width: number, height: number): string {
  const max = Math.max(1, ...values);
  const step = width / values.length;
  const bar = Math.max(1, step - 2);
  return values
    .map((value, i) => {
      if (value === 0) return '';
      const high = Math.max(1, Math.round((value / max) * (height - 1)));
      return `M${round(i * step)} ${height}v-${high}h${round(bar)}v${high}z`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function Sparkline({ values, label, width = 56, height = 18, className }: SparklineProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="none"
      className={classNames('inline-block text-accent', className)}
    >
      <path d={`M0 ${height - 0.5}h${width}`} stroke="currentColor" strokeWidth="1" opacity="0.35" />
      <path d={barsPath(values, width, height)} fill="currentColor" />
    </svg>
  );
}
