// The places of the kept mail with their counts: what kind of mail it is, or why it was kept.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { classNames } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import { mailQuery, type MailListView } from '@/lib/intake/list-parameters';
import { mailCountCap, type KeptPlace } from '@/lib/intake/queries';

export function PlaceFilter({ view, places }: { view: MailListView; places: KeptPlace[] }) {
  const t = useTranslations('intake');
  if (places.length === 0) return null;
  const count = (value: number) =>
    value > mailCountCap ? t('moreThan', { count: mailCountCap }) : String(value);
  const all = { place: null, label: t('allPlaces'), count: null };
  const items = places.map(({ place, count: value }) => ({
    place,
    label: lookUp(t, `places.${place}`) ?? lookUp(t, `reasons.${place}`) ?? place,
    count: count(value),
  }));
  return (
    <nav aria-label={t('placesLabel')} className="mb-3">
      <ul className="flex flex-wrap gap-1.5">
        {[all, ...items].map((item) => (
          <li key={item.place ?? ''}>
            <Link
              href={`/intake${mailQuery(view, { place: item.place })}`}
              aria-current={item.place === view.place ? 'true' : undefined}
              className={classNames(
                'inline-flex min-h-[28px] items-center gap-1.5 rounded border px-2.5 no-underline hover:no-underline',
                item.place === view.place
                  ? 'border-accent bg-accent-soft font-semibold text-accent'
                  : 'border-line text-text hover:bg-panel',
              )}
            >
              {item.label}
              {item.count === null ? null : <span className="font-normal text-muted">{item.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
