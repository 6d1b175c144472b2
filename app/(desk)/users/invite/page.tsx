// Inviting somebody.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { InviteForm } from './invite-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('users'))('invite') };
}

export default async function InvitePage() {
  await requireAdmin();
  const t = await getTranslations('users');
  return (
    <>
      <PageHeader title={t('invite')} text={t('inviteText')} />
      <ClientMessages namespaces={['users']}>
        <InviteForm />
      </ClientMessages>
    </>
  );
}
