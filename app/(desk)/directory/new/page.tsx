// Adding a directory.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { DirectoryForm } from '../directory-form';
import { kindForms } from '../kind-forms';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('directory'))('add') };
}

export default async function NewDirectoryPage() {
  await requireAdmin();
  const t = await getTranslations('directory');
  return (
    <>
      <PageHeader title={t('add')} text={t('addText')} />
      <ClientMessages namespaces={['directory']}>
        <DirectoryForm
          id={null}
          version=""
          name=""
          everyMinutes={60}
          forms={kindForms(null)}
          hasSecret={false}
        />
      </ClientMessages>
    </>
  );
}
