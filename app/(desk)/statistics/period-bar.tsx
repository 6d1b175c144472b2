// Which days the page is about: the usual lengths as links, two days of one's own as a form.

import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { Button, Input, LinkButton } from '@/app/components/ui';
import { presets } from '@/lib/statistics/period';
import type { Period } from '@/lib/statistics/types';
import { useValues } from './values';
import { pageHref, type View } from './view';

export async function PeriodBar({ view, before }: { view: View; before: Period }) {
  const t = await getTranslations('statistics');
  const { period, preset, by } = view;
  return (
    <div className="mb-2">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <nav aria-label={t('period')} className="flex flex-wrap gap-1">
          {presets.map((days) => (
            <LinkButton
              key={days}
              href={pageHref({ period, preset: days, by })}
              look={days === preset ? 'primary' : 'plain'}
              aria-current={days === preset ? 'page' : undefined}
            >
              {t('presets', { days })}
            </LinkButton>
          ))}
        </nav>
        <form method="get" action="/statistics" className="flex flex-wrap items-end gap-2">
          {by === 'program' ? null : <input type="hidden" name="by" value={by} />}
          <Day name="from" label={t('from')} value={period.from} />
          <Day name="to" label={t('to')} value={period.to} />
          <Button type="submit">{t('show')}</Button>
        </form>
      </div>
      <Span period={period} before={before} />
    </div>
  );
}

function Span({ period, before }: { period: Period; before: Period }) {
  const t = useTranslations('statistics');
  const { day } = useValues();
  return (
    <p className="mt-2">
      {t('span', { from: day(period.from), to: day(period.to) })}
      <span className="text-muted">
        {' · '}
        {t('comparedWith', { from: day(before.from), to: day(before.to) })}
      </span>
    </p>
  );
}

// A new address is a new field: without the key the browser would keep what was typed before.
function Day({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className="block">
      <span className="mb-0.5 block font-medium">{label}</span>
      <Input key={value} type="date" name={name} defaultValue={value} required />
    </label>
  );
}
