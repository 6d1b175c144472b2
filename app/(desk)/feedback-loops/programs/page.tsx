// The directory of programs: who reports to whom, by what, and how one subscribes.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import {
  Badge,
  EmptyState,
  LinkButton,
  PageHeader,
  SelectField,
  Table,
  Td,
  TextField,
  Th,
} from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import type { ProgramEntry } from '@/lib/feedback-loops/programs/correction';
import { parseProgramParameters, selectPrograms } from '@/lib/feedback-loops/programs/list-parameters';
import { listPrograms } from '@/lib/feedback-loops/programs/queries';
import { programStatuses } from '@/lib/feedback-loops/programs/types';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { ProblemList } from '../../cases/problem-list';
import { FilterForm } from '../../filter-form';
import { ProgramState } from './program-state';

const path = '/feedback-loops/programs';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('programs'))('title') };
}

export default async function ProgramsPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  const user = await requireUser();
  const { view, problems } = parseProgramParameters(await searchParams);
  const [t, all] = await Promise.all([getTranslations('programs'), listPrograms()]);
  const shown = selectPrograms(all, view);
  const isFiltered = view.search !== null || view.status !== null;
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <>
            <LinkButton href="/feedback-loops">{t('toLoops')}</LinkButton>
            {user.role === 'admin' ? <LinkButton href={`${path}/new`}>{t('add')}</LinkButton> : null}
          </>
        }
      />
      <ProblemList problems={problems} resetHref={path} />
      <FilterForm
        key={JSON.stringify(view)}
        action={path}
        label={t('search')}
        submit={t('searchSubmit')}
        clear={isFiltered ? { href: path, text: t('clear') } : null}
      >
        <TextField
          type="search"
          name="search"
          label={t('search')}
          placeholder={t('searchHint')}
          defaultValue={view.search ?? ''}
          maxLength={100}
          className="w-full sm:w-80"
        />
        <SelectField name="status" label={t('status')} defaultValue={view.status ?? ''}>
          <option value="">{t('anyStatus')}</option>
          {programStatuses.map((status) => (
            <option key={status} value={status}>
              {t(`statuses.${status}`)}
            </option>
          ))}
        </SelectField>
      </FilterForm>
      <p role="status" className="mb-2 text-muted">
        {t('count', { shown: shown.length, all: all.length })}
      </p>
      {shown.length === 0 ? (
        <EmptyState title={t('none')} text={t('noneText')} />
      ) : (
        <ProgramTable entries={shown} />
      )}
    </>
  );
}

async function ProgramTable({ entries }: { entries: ProgramEntry[] }) {
  const [t, locale] = await Promise.all([getTranslations('programs'), getLocale()]);
  const language = locale === 'de' ? 'de' : 'en';
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th>{t('status')}</Th>
          <Th>{t('keyedOn')}</Th>
          <Th>{t('apply')}</Th>
          <Th>{t('formats')}</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ program, isOwn, correction }) => (
          <tr key={program.id}>
            <Td className="min-w-72">
              <Link href={`${path}/${program.id}`}>{program.name}</Link>{' '}
              {correction === null ? null : <Badge>{t(isOwn ? 'own' : 'corrected')}</Badge>}
              <p className="max-w-prose text-[0.8125rem] text-muted">
                {program.summary[language] || (correction?.body.note ?? '')}
              </p>
            </Td>
            <Td>
              <ProgramState status={program.status} />
            </Td>
            <Td className="whitespace-nowrap">{program.keyedOn.map((key) => t(`keys.${key}`)).join(', ')}</Td>
            <Td className="whitespace-nowrap">{t(`ways.${program.apply.way}`)}</Td>
            <Td className="whitespace-nowrap">
              {program.reports.formats.map((format) => t(`formatNames.${format}`)).join(', ')}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
