// The states of mail with their counts.

import { useTranslations } from 'next-intl';
import { Tabs } from '@/app/components/ui';
import {
  defaultMailView,
  mailQuery,
  mailStates,
  type MailListView,
  type MailState,
} from '@/lib/intake/list-parameters';
import { mailCountCap } from '@/lib/intake/queries';

export function MailTabs({ view, counts }: { view: MailListView; counts: Record<MailState, number> }) {
  const t = useTranslations('intake');
  const href = (state: MailState | null) =>
    `/intake${mailQuery({ ...defaultMailView, mailbox: view.mailbox, state })}`;
  const tabs = mailStates.map((state) => ({
    key: state,
    href: href(state),
    label: t(`states.${state}`),
    count: counts[state] > mailCountCap ? t('moreThan', { count: mailCountCap }) : String(counts[state]),
  }));
  return (
    <Tabs
      label={t('tabsLabel')}
      tabs={[{ key: 'all', href: href(null), label: t('all') }, ...tabs]}
      current={view.state ?? 'all'}
    />
  );
}
