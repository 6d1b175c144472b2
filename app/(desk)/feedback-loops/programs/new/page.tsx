// Adding a program that the directory does not know.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import type { CorrectionBody } from '@/lib/feedback-loops/programs/correction';
import { ProgramForm } from '../program-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('programs'))('add') };
}

const fresh: CorrectionBody = {
  name: '',
  status: 'unconfirmed',
  keyedOn: ['unknown'],
  way: 'unknown',
  url: null,
  from: [],
  envelopeDomains: [],
  dkimDomains: [],
  mailboxDomains: [],
  mailHosts: [],
  note: null,
};

export default async function NewProgramPage() {
  await requireAdmin();
  const t = await getTranslations('programs');
  return (
    <>
      <PageHeader title={t('add')} text={t('addText')} />
      <ClientMessages namespaces={['programs']}>
        <ProgramForm id={null} seen="" body={fresh} />
      </ClientMessages>
    </>
  );
}
