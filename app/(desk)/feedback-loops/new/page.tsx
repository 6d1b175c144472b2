// Adding a feedback loop.

import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { listAssignees } from '@/lib/cases/queries';
import type { Program } from '@/lib/feedback-loops/programs/types';
import { listPrograms } from '@/lib/feedback-loops/programs/queries';
import type { LoopSettings } from '@/lib/feedback-loops/types';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { LoopForm } from '../loop-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('loops'))('add') };
}

const fresh: LoopSettings = {
  name: '',
  program: '',
  intakeAlias: null,
  fromAddresses: [],
  envelopeDomains: [],
  dkimDomains: [],
  defaultKind: 'user',
  factor: 1,
  expectedPerDay: null,
  ownerId: null,
  deputyId: null,
  contactName: null,
  contactEmail: null,
  contactPhone: null,
  contactUrl: null,
  terms: null,
  discloses: true,
  maySuppressAddress: false,
  fee: null,
  feeCents: null,
  feeCurrency: 'EUR',
  renewsOn: null,
  portalUrl: null,
};

/** What the directory knows of a program, to begin with. */
function settingsFor({ name, reports, apply, cost, terms }: Program, locale: 'de' | 'en'): LoopSettings {
  return {
    ...fresh,
    name,
    program: name,
    fromAddresses: [...reports.from],
    envelopeDomains: [...reports.envelopeDomains],
    dkimDomains: [...reports.dkimDomains],
    portalUrl: apply.url,
    terms: terms?.[locale] ?? null,
    fee: cost?.[locale].slice(0, 200) ?? null,
  };
}

export default async function NewLoopPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  const admin = await requireAdmin();
  const [t, locale, programs, people, parameters] = await Promise.all([
    getTranslations('loops'),
    getLocale(),
    listPrograms(),
    listAssignees(),
    searchParams,
  ]);
  const chosen = programs.find(({ program }) => program.id === parameters['program'])?.program ?? null;
  const settings = chosen === null ? fresh : settingsFor(chosen, locale === 'de' ? 'de' : 'en');
  return (
    <>
      <PageHeader title={t('add')} text={t(chosen === null ? 'addText' : 'addFromText')} />
      <ClientMessages namespaces={['loops']}>
        <LoopForm
          known={null}
          settings={{ ...settings, ownerId: admin.id }}
          readOnly={false}
          programs={programs.map(({ program }) => program.name)}
          people={people}
        />
      </ClientMessages>
    </>
  );
}
