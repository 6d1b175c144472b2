// The lists that are asked, how far each can be believed, and how far its round is. Administrators add and change.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import {
  EmptyState,
  LinkButton,
  PageHeader,
  RelativeTime,
  Section,
  Table,
  Td,
  Th,
} from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { knownLists } from '@/lib/block-lists/known-lists';
import { countCap, listBlockLists, type ListWithCount } from '@/lib/block-lists/queries';
import { ListDoubt, ListState } from '../list-state';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('blockLists'))('lists') };
}

export default async function ListsPage() {
  const user = await requireUser();
  const [t, common, lists] = await Promise.all([
    getTranslations('blockLists'),
    getTranslations('common'),
    listBlockLists(),
  ]);
  const isAdmin = user.role === 'admin';
  return (
    <>
      <PageHeader
        title={t('lists')}
        text={t('listsText')}
        actions={
          <>
            <LinkButton href="/block-lists">{common('back')}</LinkButton>
            {isAdmin ? <LinkButton href="/block-lists/scope">{t('scope')}</LinkButton> : null}
            {isAdmin ? (
              <LinkButton look="primary" href="/block-lists/lists/new">
                {t('add')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      {lists.length === 0 ? (
        <EmptyState title={t('empty.listsTitle')} text={t('empty.listsText')} />
      ) : (
        <ListTable lists={lists} />
      )}
      {isAdmin ? <KnownLists taken={lists.map(({ zone }) => zone)} /> : null}
    </>
  );
}

async function ListTable({ lists }: { lists: ListWithCount[] }) {
  const [t, common] = await Promise.all([getTranslations('blockLists'), getTranslations('common')]);
  return (
    <Table label={t('lists')}>
      <thead>
        <tr>
          <Th>{t('list')}</Th>
          <Th>{t('subjects')}</Th>
          <Th>{t('state')}</Th>
          <Th align="right">{t('listed')}</Th>
          <Th>{t('lastRound')}</Th>
        </tr>
      </thead>
      <tbody>
        {lists.map((list) => (
          <tr key={list.id}>
            <Td>
              <Link href={`/block-lists/lists/${list.id}`}>{list.name}</Link>
            </Td>
            <Td>{list.subjects.map((subject) => t(`kinds.${subject}`)).join(', ')}</Td>
            <Td className="max-w-96 min-w-40">
              <ListState list={list} /> <ListDoubt list={list} />
            </Td>
            <Td align="right">
              {t(list.openListings >= countCap ? 'atLeast' : 'number', { count: list.openListings })}
            </Td>
            <Td>
              {list.lastRoundAt === null ? (
                common('never')
              ) : (
                <>
                  <RelativeTime date={list.lastRoundAt} />
                  {', '}
                  {t('roundCounts', { checked: list.lastChecked, unknown: list.lastUnknown })}
                </>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Lists with a start for the form; nothing of them is asked before somebody saves one. */
async function KnownLists({ taken }: { taken: string[] }) {
  const t = await getTranslations('blockLists');
  const known = knownLists.filter(({ zone }) => !taken.includes(zone));
  if (known.length === 0) return null;
  return (
    <div className="mt-8">
      <Section title={t('known')} text={t('knownText')}>
        <ul className="flex flex-wrap gap-2">
          {known.map(({ id, name }) => (
            <li key={id}>
              <LinkButton href={`/block-lists/lists/new?of=${id}`}>{name}</LinkButton>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
