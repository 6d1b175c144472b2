// Figures as people read them; what is not known is a dash, which the page explains.

import { useFormatter, useTranslations } from 'next-intl';
import { durationOf } from '@/lib/statistics/duration';
import { lookUp } from '@/lib/i18n/look-up';

export const UNKNOWN = '–';

/** Writers of all kinds of values in the reader's language. */
export function useValues() {
  const t = useTranslations('statistics');
  const format = useFormatter();
  return {
    count: (value: number | null) => (value === null ? UNKNOWN : format.number(value)),
    share: (value: number | null) =>
      value === null ? UNKNOWN : format.number(value, { style: 'percent', maximumFractionDigits: 1 }),
    duration: (seconds: number | null) => {
      if (seconds === null) return UNKNOWN;
      const { unit, n } = durationOf(seconds);
      return unit === 'days' ? t('durations.days', { n }) : t(`durations.${unit}`, { n: format.number(n) });
    },
    rate: (value: number | null) =>
      value === null ? UNKNOWN : format.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 2 }),
    /** A day of the counters, which are days of UTC. */
    day: (day: string) => format.dateTime(new Date(day), { dateStyle: 'medium', timeZone: 'UTC' }),
    /** `+12 %`, with its sign. */
    change: (value: number, before: number | null) =>
      before === null || before === 0
        ? UNKNOWN
        : format.number(value / before - 1, {
            style: 'percent',
            maximumFractionDigits: 0,
            signDisplay: 'exceptZero',
          }),
  };
}

/** What a key of a breakdown is called. */
export function useNames(): (by: string, row: { key: string; name: string | null }) => string {
  const t = useTranslations('statistics');
  return (by, { key, name }) => nameIn(t, by, { key, name });
}

type Translator = Parameters<typeof lookUp>[0] & ((key: 'noCustomer') => string);

export function nameIn(
  t: Translator,
  by: string,
  { key, name }: { key: string; name: string | null },
): string {
  if (name !== null) return key.startsWith('loop:') || key === '' ? name : `${name} (${key})`;
  if (by === 'customers' || by === 'resellers') return key === '' ? t('noCustomer') : key;
  const group = by === 'kind' ? 'kinds' : by === 'verdict' ? 'verdicts' : 'programs';
  return lookUp(t, `${group}.${key}`) ?? key.replace(/^domain:/, '');
}
