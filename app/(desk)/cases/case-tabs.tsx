// The views of the case list with their counts; a count stops at its cap and says so.

import { useTranslations } from 'next-intl';
import { Tabs } from '@/app/components/ui';
import {
  caseTabs,
  defaultView,
  listQuery,
  type CaseListView,
  type CaseTab,
} from '@/lib/cases/list-parameters';
import { tabCountCap } from '@/lib/cases/queries';

export function CaseTabs({ view, counts }: { view: CaseListView; counts: Record<CaseTab, number> }) {
  const t = useTranslations('cases');
  const tabs = caseTabs.map((tab) => ({
    key: tab,
    // The search follows from tab to tab; what narrows one tab may mean nothing in the next.
    href: `/cases${listQuery({ ...defaultView, tab, search: view.search, sort: tab === 'ended' ? 'urgency' : view.sort })}`,
    label: t(`tabs.${tab}`),
    count: counts[tab] > tabCountCap ? t('moreThan', { count: tabCountCap }) : String(counts[tab]),
  }));
  return <Tabs label={t('tabsLabel')} tabs={tabs} current={view.tab} />;
}
