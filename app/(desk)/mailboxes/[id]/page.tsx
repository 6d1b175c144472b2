// One mailbox: settings, test, pause.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { Alert, LinkButton, PageHeader } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireAdmin } from '@/lib/auth/current-user';
import { findMailbox } from '@/lib/mailboxes/queries';
import { missingTitle } from '../../missing-title';
import { MailboxForm } from '../mailbox-form';
import { PauseForm } from './pause-form';

interface MailboxPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: MailboxPageProps): Promise<Metadata> {
  await requireAdmin();
  const id = readId((await params).id);
  const mailbox = id === null ? null : await findMailbox(id);
  return { title: mailbox?.settings.name ?? (await missingTitle()) };
}

export default async function MailboxPage({ params }: MailboxPageProps) {
  await requireAdmin();
  const [t, common, { id: text }] = await Promise.all([
    getTranslations('mailboxes'),
    getTranslations('common'),
    params,
  ]);
  const id = readId(text) ?? notFound();
  const mailbox = await findMailbox(id);
  if (mailbox === null) notFound();
  return (
    <>
      <PageHeader
        title={mailbox.settings.name}
        actions={<LinkButton href="/mailboxes">{common('back')}</LinkButton>}
      />
      {mailbox.fromEnvironment ? (
        <div className="mb-4 max-w-2xl">
          <Alert>{t('environmentText')}</Alert>
        </div>
      ) : null}
      <ClientMessages namespaces={['mailboxes']}>
        <MailboxForm
          id={id}
          version={mailbox.version}
          settings={mailbox.settings}
          readOnly={mailbox.fromEnvironment}
          hasPassword
        />
        <PauseForm
          id={id}
          paused={mailbox.paused}
          removable={!mailbox.fromEnvironment && !mailbox.hasDeliveries}
        />
      </ClientMessages>
    </>
  );
}
