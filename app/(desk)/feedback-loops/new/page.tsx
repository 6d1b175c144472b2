// Adding a feedback loop.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
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
  active: true,
  discloses: true,
  expectedPerDay: null,
};

/** What the directory knows of a program, to begin with. */
function settingsFor({ name, reports }: Program): LoopSettings {
  return {
    ...fresh,
    name,
    program: name,
    fromAddresses: [...reports.from],
    envelopeDomains: [...reports.envelopeDomains],
    dkimDomains: [...reports.dkimDomains],
  };
}

export default async function NewLoopPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  await requireAdmin();
  const [t, programs, parameters] = await Promise.all([
    getTranslations('loops'),
    listPrograms(),
    searchParams,
  ]);
  const chosen = programs.find(({ program }) => program.id === parameters['program'])?.program ?? null;
  return (
    <>
      <PageHeader title={t('add')} text={t(chosen === null ? 'addText' : 'addFromText')} />
      <ClientMessages namespaces={['loops']}>
        <LoopForm
          id={null}
          version=""
          settings={chosen === null ? fresh : settingsFor(chosen)}
          readOnly={false}
          programs={programs.map(({ program }) => program.name)}
        />
      </ClientMessages>
    </>
  );
}
