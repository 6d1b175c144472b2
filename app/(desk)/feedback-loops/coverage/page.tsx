// The coverage: our ranges and DKIM domains against the programs of the directory, and where our mail goes without anybody
// who would tell us of complaints.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert, EmptyState, LinkButton, PageHeader, SelectField, TextField } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { readCoverage } from '@/lib/desk/read-coverage';
import {
  coverageFilters,
  parseCoverageParameters,
  selectCoverage,
  type CoverageView,
} from '@/lib/feedback-loops/coverage-parameters';
import type { Coverage } from '@/lib/feedback-loops/coverage-queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { ProblemList } from '../../cases/problem-list';
import { FilterForm } from '../../filter-form';
import { CoverageList } from './coverage-list';
import { UnknownDomains } from './unknown-domains';

const path = '/feedback-loops/coverage';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('coverage'))('title') };
}

export default async function CoveragePage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  const user = await requireUser();
  const { view, problems } = parseCoverageParameters(await searchParams);
  const [t, coverage] = await Promise.all([getTranslations('coverage'), readCoverage(view.resource)]);
  const shown = selectCoverage(coverage.rows, view);
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <>
            <LinkButton href="/feedback-loops">{t('toLoops')}</LinkButton>
            <LinkButton href="/feedback-loops/programs">{t('programs')}</LinkButton>
          </>
        }
      />
      <ProblemList problems={problems} resetHref={path} />
      <CoverageSummary coverage={coverage} isWhole={view.resource === null} />
      <CoverageFilter view={view} />
      <p role="status" className="mb-2 text-muted">
        {t('shown', { shown: shown.length, all: coverage.rows.length })}
      </p>
      {shown.length === 0 ? (
        <EmptyState title={t('none')} text={t('noneText')} />
      ) : (
        <CoverageList rows={shown} days={coverage.traffic.days} isAdmin={user.role === 'admin'} />
      )}
      <UnknownDomains
        domains={coverage.unknownDomains}
        days={coverage.traffic.days}
        isAdmin={user.role === 'admin'}
      />
    </>
  );
}

async function CoverageSummary({ coverage, isWhole }: { coverage: Coverage; isWhole: boolean }) {
  const t = await getTranslations('coverage');
  const { traffic, own, rows } = coverage;
  const [first] = rows;
  const lacksRanges = own.range === 0;
  const lacksDomains = own['dkim-domain'] === 0;
  const kinds = lacksRanges && lacksDomains ? 'both' : lacksRanges ? 'range' : 'dkim';
  return (
    <div className="mb-4 flex max-w-3xl flex-col gap-2">
      <p className="text-muted">{traffic.days === 0 ? t('noTraffic') : t('traffic', traffic)}</p>
      {isWhole && (lacksRanges || lacksDomains) ? (
        <Alert>
          {t('noResources', { kinds })} <Link href="/network">{t('toNetwork')}</Link>
        </Alert>
      ) : null}
      {first === undefined || first.gap === 0 ? null : (
        <Alert>{t('biggest', { name: first.program.name, share: first.gap })}</Alert>
      )}
    </div>
  );
}

async function CoverageFilter({ view }: { view: CoverageView }) {
  const t = await getTranslations('coverage');
  const isFiltered = view.search !== null || view.resource !== null || view.show !== null;
  return (
    <FilterForm
      key={JSON.stringify(view)}
      action={path}
      label={t('title')}
      submit={t('submit')}
      clear={isFiltered ? { href: path, text: t('clear') } : null}
    >
      <TextField
        type="search"
        name="search"
        label={t('search')}
        defaultValue={view.search ?? ''}
        maxLength={100}
        className="w-full sm:w-56"
      />
      <TextField
        type="search"
        name="resource"
        label={t('resource')}
        placeholder={t('resourceHint')}
        defaultValue={view.resource ?? ''}
        maxLength={100}
        className="w-full sm:w-64"
      />
      <SelectField name="show" label={t('show')} defaultValue={view.show ?? ''}>
        <option value="">{t('showAll')}</option>
        {coverageFilters.map((filter) => (
          <option key={filter} value={filter}>
            {t(`filters.${filter}`)}
          </option>
        ))}
      </SelectField>
    </FilterForm>
  );
}
