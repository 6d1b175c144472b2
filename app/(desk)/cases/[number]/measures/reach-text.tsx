'use client';
// Whom a measure touches, in words and numbers: the account, the addresses and domains that hang on it, and who is not
// touched.

import { useTranslations } from 'next-intl';
import type { MeasurePlan } from '@/lib/desk/plan-measures';

interface ReachTextProps {
  plan: Pick<MeasurePlan, 'reach'>;
  login: string;
  customer: string | null;
}

export function ReachText({ plan: { reach }, login, customer }: ReachTextProps) {
  const t = useTranslations('measures.reach');
  const more = reach.aliasCount - reach.aliases.length;
  return (
    <div>
      <p className="font-medium">{t('title')}</p>
      <ul className="list-disc pl-5">
        <li className="wrap-anywhere">{t('account', { login, customer: customer ?? t('noCustomer') })}</li>
        {reach.aliasCount === 0 ? null : (
          <li className="wrap-anywhere">
            {t('aliases', { count: reach.aliasCount })}: {reach.aliases.join(', ')}
            {more > 0 ? ` ${t('more', { count: more })}` : null}
          </li>
        )}
        {reach.catchAlls.length === 0 ? null : (
          <li className="wrap-anywhere">
            {t('catchAlls', { count: reach.catchAlls.length })}: {reach.catchAlls.join(', ')}
          </li>
        )}
        {reach.domains.length === 0 ? null : (
          <li className="wrap-anywhere">
            {t('domains', { count: reach.domains.length })}: {reach.domains.join(', ')}
          </li>
        )}
        <li>{t('others', { count: reach.otherAccounts })}</li>
      </ul>
    </div>
  );
}
