// How a suppression list stands, in words.

import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ShortTime } from '@/app/components/ui';
import type { SuppressionList } from '@/lib/suppression/queries';
import { FactList } from '../../cases/fact-list';

export function ListFacts({ list }: { list: SuppressionList }) {
  const t = useTranslations('suppression.facts');
  const format = useFormatter();
  const refuses = list.refuses
    ? list.declared
      ? t('refusesYes', { days: list.refuseDays })
      : t('refusesLapsed')
    : t('refusesNo');
  const facts: [string, ReactNode][] = [
    [t('active'), format.number(list.active)],
    [t('ended'), format.number(list.ended)],
    [t('change'), format.number(list.change)],
    [t('last'), list.lastAt === null ? '–' : <ShortTime key="l" date={list.lastAt} />],
    [t('addresses'), list.givesAddresses ? t('addressesYes') : t('addressesNo')],
    [t('refuses'), refuses],
  ];
  return <FactList label={t('label')} facts={facts} />;
}
