// Recipients per hour as bars, the burst in the colour of alarm, the usual hour as a line; the numbers stand in a table
// below for those who cannot see it.

import { useFormatter, useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import type { Burst } from '@/lib/cases/evidence/types';
import type { SenderHour } from '@/lib/maillog-lookup/types';
import { hourBars, scaleTop } from './hour-bars';

interface EvidenceChartProps {
  /** Without gaps. */
  hours: SenderHour[];
  burst: Burst | null;
  median: number | null;
}

const HEIGHT = 100;

export function EvidenceChart({ hours, burst, median }: EvidenceChartProps) {
  const t = useTranslations('logEvidence.chart');
  const format = useFormatter();
  const peak = Math.max(...hours.map((hour) => hour.recipients));
  const top = scaleTop(peak);
  const [from, to] = [new Date(hours[0]?.at ?? 0), new Date((hours.at(-1)?.at ?? 0) + 3_600_000)];
  const inBurst = ({ at }: SenderHour): boolean =>
    burst !== null && at + 3_600_000 > burst.from && at < burst.to;
  const share = (wanted: boolean) => hours.map((hour) => (inBurst(hour) === wanted ? hour.recipients : 0));
  const medianY = median === null ? null : HEIGHT - (median / top) * HEIGHT;
  return (
    <figure className="mb-4">
      <figcaption className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-semibold">{t('title')}</span>
        <Legend hasBurst={burst !== null} median={median} />
      </figcaption>
      <div className="flex gap-2">
        <div className="flex flex-col justify-between text-right text-xs text-muted" aria-hidden="true">
          <span className="-mt-2">{format.number(top)}</span>
          <span className="-mb-2">0</span>
        </div>
        <svg
          role="img"
          aria-label={t('label', { from, to, peak })}
          viewBox={`0 0 ${hours.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-36 w-full min-w-0 border-b border-l border-control bg-panel"
        >
          <path
            d={`M0 ${HEIGHT / 2}h${hours.length}`}
            className="stroke-line"
            vectorEffect="non-scaling-stroke"
          />
          <path d={hourBars(share(false), top, HEIGHT)} className="fill-control" />
          <path d={hourBars(share(true), top, HEIGHT)} className="fill-danger" />
          {medianY === null ? null : (
            <path
              d={`M0 ${medianY}h${hours.length}`}
              className="stroke-accent"
              strokeWidth="1.5"
              strokeDasharray="6 4"
              vectorEffect="non-scaling-stroke"
            />
          )}
        </svg>
      </div>
      <TimeAxis from={from} to={to} />
      <HourTable hours={hours} />
    </figure>
  );
}

function Legend({ hasBurst, median }: { hasBurst: boolean; median: number | null }) {
  const t = useTranslations('logEvidence.chart');
  return (
    <span className="flex flex-wrap gap-x-4 text-[0.8125rem] text-muted">
      <Key className="bg-control">{t('usual')}</Key>
      {hasBurst ? <Key className="bg-danger">{t('burst')}</Key> : null}
      {median === null ? null : (
        <span className="inline-flex items-center gap-1.5">
          <span className="w-5 border-t-2 border-dashed border-accent" aria-hidden="true" />
          {t('median', { median })}
        </span>
      )}
    </span>
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className={`size-2.5 rounded-xs ${className}`} aria-hidden="true" />
      {children}
    </span>
  );
}

function TimeAxis({ from, to }: { from: Date; to: Date }) {
  const format = useFormatter();
  const middle = new Date((from.getTime() + to.getTime()) / 2);
  return (
    <div className="mt-1 flex justify-between gap-2 pl-8 text-xs text-muted" aria-hidden="true">
      <span>{format.dateTime(from, 'short')}</span>
      <span className="max-sm:hidden">{format.dateTime(middle, 'short')}</span>
      <span>{format.dateTime(to, 'short')}</span>
    </div>
  );
}

function HourTable({ hours }: { hours: readonly SenderHour[] }) {
  const t = useTranslations('logEvidence.chart');
  const format = useFormatter();
  return (
    <details className="mt-2">
      <summary className="text-[0.8125rem] text-accent">{t('table')}</summary>
      <div className="mt-2">
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('hour')}</Th>
              {(['messages', 'recipients', 'delivered', 'bounced'] as const).map((name) => (
                <Th key={name} align="right">
                  {t(name)}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hours
              .filter((hour) => hour.messages > 0)
              .map((hour) => (
                <tr key={hour.at}>
                  <Td className="whitespace-nowrap">{format.dateTime(new Date(hour.at), 'short')}</Td>
                  {[hour.messages, hour.recipients, hour.delivered, hour.bounced].map((value, i) => (
                    <Td key={i} align="right">
                      {format.number(value)}
                    </Td>
                  ))}
                </tr>
              ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
