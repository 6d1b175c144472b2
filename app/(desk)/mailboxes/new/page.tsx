// Adding a mailbox.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import type { MailboxSettings } from '@/lib/mailboxes/types';
import { MailboxForm } from '../mailbox-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mailboxes'))('add') };
}

const fresh: MailboxSettings = {
  name: '',
  kind: 'imap',
  role: 'complaints',
  host: '',
  port: 993,
  security: 'tls',
  caPem: '',
  username: '',
  password: '',
  path: '',
  folder: 'INBOX',
  processedFolder: 'Processed',
  quarantineFolder: 'Quarantine',
  pollSeconds: 60,
  idle: true,
};

export default async function NewMailboxPage() {
  await requireAdmin();
  const t = await getTranslations('mailboxes');
  return (
    <>
      <PageHeader title={t('add')} text={t('addText')} />
      <ClientMessages namespaces={['mailboxes']}>
        <MailboxForm id={null} version="" settings={fresh} readOnly={false} hasPassword={false} />
      </ClientMessages>
    </>
  );
}
