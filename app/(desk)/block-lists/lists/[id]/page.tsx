// One list: how far it can be believed and how far its round is; administrators change it, the zone is shown to them alone.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import type { ListRow } from '@/lib/block-lists/list-row';
import { findBlockList } from '@/lib/block-lists/queries';
import type { ListBody } from '@/lib/block-lists/types';
import { missingTitle } from '../../../missing-title';
import { RemovalForm } from '../../../removal-form';
import { ListDoubt, ListState } from '../../list-state';
import { removeBlockListAction } from '../actions';
import { ListForm } from '../list-form';

interface ListPageProps {
  params: Promise<{ id: string }>;
}

const listOf = cache((text: string) => {
  const id = readId(text);
  return id === null ? Promise.resolve(null) : findBlockList(id);
});

export async function generateMetadata({ params }: ListPageProps): Promise<Metadata> {
  await requireUser();
  const list = await listOf((await params).id);
  return { title: list?.name ?? (await missingTitle()) };
}

export default async function ListPage({ params }: ListPageProps) {
  const user = await requireUser();
  const list = await listOf((await params).id);
  if (list === null) notFound();
  const [t, common] = await Promise.all([getTranslations('blockLists'), getTranslations('common')]);
  const seen = list.updatedAt.toISOString();
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            {list.name} <ListState list={list} />
          </span>
        }
        text={<ListDoubt list={list} />}
        actions={<LinkButton href="/block-lists/lists">{common('back')}</LinkButton>}
      />
      <RoundFacts list={list} />
      {user.role === 'admin' ? (
        <Section title={t('settings')}>
          <ClientMessages namespaces={['blockLists']}>
            <ListForm key={seen} id={list.id} seen={seen} body={bodyOf(list)} />
            <div className="mt-4">
              <RemovalForm
                action={removeBlockListAction}
                id={list.id}
                submit={t('remove')}
                question={t('removeQuestion', { name: list.name })}
                confirm={t('remove')}
              >
                {t('removeText')}
              </RemovalForm>
            </div>
          </ClientMessages>
        </Section>
      ) : (
        <p className="max-w-[75ch] whitespace-pre-line">{list.note}</p>
      )}
    </>
  );
}

/** What the form shows of the row. */
function bodyOf(list: ListRow): ListBody {
  const { name, zone, subjects, codes, isBitmask, testDomain, lookupUrl, steps, note, active } = list;
  const { queriesPerMinute, intervalMinutes } = list;
  const pace = { queriesPerMinute, intervalMinutes, active };
  return { name, zone, subjects, codes, isBitmask, testDomain, lookupUrl, steps, note, ...pace };
}

async function RoundFacts({ list }: { list: ListRow }) {
  const [t, format] = await Promise.all([getTranslations('blockLists'), getFormatter()]);
  const facts = [
    list.roundBeganAt === null
      ? null
      : t('roundNow', {
          at: format.dateTime(list.roundBeganAt, 'short'),
          checked: list.roundChecked,
          unknown: list.roundUnknown,
        }),
    list.lastRoundAt === null
      ? t('noRound')
      : t('roundLast', {
          at: format.dateTime(list.lastRoundAt, 'short'),
          checked: list.lastChecked,
          unknown: list.lastUnknown,
        }),
    list.active ? t('roundNext', { at: format.dateTime(list.nextAt, 'short') }) : null,
  ].filter((line) => line !== null);
  return (
    <ul className="mb-6 max-w-[75ch] list-disc pl-5">
      {facts.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
