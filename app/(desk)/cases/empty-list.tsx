// Where the list has no rows, it says why: nothing to do, not connected, or hidden by the filter. These are not the
// same, and a team that confuses them misses cases.

import { useTranslations } from 'next-intl';
import { EmptyState, LinkButton } from '@/app/components/ui';
import { defaultView, listQuery, type CaseListView } from '@/lib/cases/list-parameters';
import { tabCountCap } from '@/lib/cases/queries';
import type { HealthSummary } from '@/lib/intake/health-queries';

/** Longer without a proved poll, and an empty list proves nothing. */
export const silentAfterMs = 15 * 60_000;

interface EmptyListProps {
  view: CaseListView;
  /** Cases of the tab that the filter hides; 0 where no filter is set. */
  hidden: number;
  health: HealthSummary;
  isAdmin: boolean;
  now: Date;
}

export type EmptyReason = 'unconnected' | 'silent' | 'filter' | 'page-end' | 'done' | 'tab';

/** Which of the reasons it is, the one first that would make the others a lie. */
export function emptyReason({ view, hidden, health, now }: Omit<EmptyListProps, 'isAdmin'>): EmptyReason {
  if (view.after !== null || view.before !== null) return 'page-end';
  if (hidden > 0) return 'filter';
  if (view.tab !== 'open') return 'tab';
  if (health.mailboxes - health.paused <= 0) {
    // Where mail is only handed over there is no poll to be silent.
    return health.mailboxes === 0 && health.lastPushedAt !== null ? 'done' : 'unconnected';
  }
  const provedAt = health.oldestProvedAt?.getTime() ?? 0;
  return now.getTime() - provedAt > silentAfterMs ? 'silent' : 'done';
}

export function EmptyList(props: EmptyListProps) {
  const t = useTranslations('cases.empty');
  const { view, hidden, isAdmin } = props;
  const toMailboxes = isAdmin ? <LinkButton href="/mailboxes">{t('toMailboxes')}</LinkButton> : null;
  const toOpen = <LinkButton href="/cases">{t('toOpen')}</LinkButton>;
  switch (emptyReason(props)) {
    case 'unconnected':
      return <EmptyState title={t('unconnectedTitle')} text={t('unconnectedText')} action={toMailboxes} />;
    case 'silent':
      return <EmptyState title={t('silentTitle')} text={t('silentText')} action={toMailboxes} />;
    case 'filter':
      return <FilterHides view={view} hidden={hidden} />;
    case 'page-end':
      return <EmptyState title={t('endedPage')} action={toOpen} />;
    case 'tab':
      return <EmptyState title={t('tabTitle')} text={t('tabText')} action={toOpen} />;
    case 'done':
      return <EmptyState title={t('doneTitle')} text={t('doneText')} />;
  }
}

function FilterHides({ view, hidden }: { view: CaseListView; hidden: number }) {
  const t = useTranslations('cases');
  const title =
    hidden > tabCountCap
      ? t('empty.filterTitleMany', { count: tabCountCap })
      : t('empty.filterTitle', { count: hidden });
  const href = `/cases${listQuery({ ...defaultView, tab: view.tab, sort: view.sort })}`;
  return (
    <EmptyState
      title={title}
      text={t('empty.filterText')}
      action={<LinkButton href={href}>{t('clear')}</LinkButton>}
    />
  );
}
