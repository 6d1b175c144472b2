// Intake: every mail with its state and, where it was set aside, the reason; what is set aside can be read again. Mail to
// check is a list to work through, kept mail has places.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { EmptyState, LinkButton, PageHeader, Pagination } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import {
  defaultMailView,
  mailQuery,
  parseMailParameters,
  type MailListView,
} from '@/lib/intake/list-parameters';
import { candidatePageSize } from '@/lib/intake/candidate-queries';
import {
  countMailStates,
  countReplayable,
  listKeptPlaces,
  listMail,
  listMailboxNames,
  mailPageSize,
} from '@/lib/intake/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { ProblemList } from '../../cases/problem-list';
import { CandidateKeys } from '../candidate-keys';
import { CandidateList } from '../candidate-list';
import { MailFilterBar } from '../mail-filter-bar';
import { MailTable } from '../mail-table';
import { MailTabs } from '../mail-tabs';
import { PlaceFilter } from '../place-filter';
import { ReplayAll } from '../replay-all';
import { UploadPanel } from '../upload/upload-panel';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('intake'))('title') };
}

export default async function IntakePage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  const user = await requireUser();
  const { view, problems } = parseMailParameters(await searchParams);
  const { state, mailbox } = view;
  const canReplayAll = state === 'not_recognised' || state === 'quarantined';
  const isWork = state === 'to_check';
  const [t, page, counts, mailboxes, places, replayable] = await Promise.all([
    getTranslations('intake'),
    listMail(view, isWork ? candidatePageSize : mailPageSize),
    countMailStates(),
    listMailboxNames(),
    state === 'kept' ? listKeptPlaces() : [],
    canReplayAll ? countReplayable(view) : 0,
  ]);
  const isUnknown = mailbox !== null && !mailboxes.some(({ id }) => id === mailbox);
  const unknown = isUnknown
    ? [{ parameter: 'mailbox', value: String(mailbox), code: 'unknown' as const }]
    : [];
  const href = (changes: Partial<MailListView>) => `/intake${mailQuery(view, changes)}`;
  return (
    <>
      <PageHeader
        title={t('title')}
        text={isWork ? t('toCheckText') : t('text')}
        actions={isWork ? <CandidateKeys isOn={user.singleKeys} /> : null}
      />
      {isWork ? null : (
        <ClientMessages namespaces={['upload']}>
          <UploadPanel />
        </ClientMessages>
      )}
      <ProblemList problems={[...problems, ...unknown]} resetHref="/intake" />
      <MailTabs view={view} counts={counts} />
      <PlaceFilter view={view} places={places} />
      <div className="flex flex-wrap items-end justify-between gap-x-4">
        <MailFilterBar view={view} mailboxes={mailboxes} />
        {canReplayAll ? <ReplayAll state={state} mailbox={mailbox} count={replayable} /> : null}
      </div>
      {page.rows.length === 0 ? (
        <EmptyMail view={view} mailboxes={mailboxes.length} />
      ) : isWork ? (
        <CandidateList rows={page.rows} hasKeys={user.singleKeys} />
      ) : (
        <MailTable
          rows={page.rows}
          kind={state !== 'kept' ? 'all' : view.place === null ? 'kept' : 'place'}
        />
      )}
      <Pagination
        firstHref={(view.after ?? view.before) ? href({}) : null}
        previousHref={page.before === null ? null : href({ before: page.before })}
        nextHref={page.after === null ? null : href({ after: page.after })}
      />
    </>
  );
}

/** Why there is nothing: the end of the list, a filter, an empty state, or no mailbox at all. */
async function EmptyMail({ view, mailboxes }: { view: MailListView; mailboxes: number }) {
  const t = await getTranslations('intake');
  const clear = (
    <LinkButton href={`/intake${mailQuery({ ...defaultMailView, state: view.state })}`}>
      {t('clear')}
    </LinkButton>
  );
  if (view.after !== null || view.before !== null) return <EmptyState title={t('endTitle')} action={clear} />;
  if (view.mailbox !== null || view.place !== null)
    return <EmptyState title={t('filterTitle')} action={clear} />;
  if (view.state !== null)
    return <EmptyState title={t('emptyStateTitle')} text={t(`emptyStateText.${view.state}`)} />;
  if (mailboxes > 0) return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  const toMailboxes = <LinkButton href="/mailboxes">{t('toMailboxes')}</LinkButton>;
  return <EmptyState title={t('unconnectedTitle')} text={t('unconnectedText')} action={toMailboxes} />;
}
