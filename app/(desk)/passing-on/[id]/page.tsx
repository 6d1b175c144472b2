// One recipient: whether mail goes, how, and what went.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import {
  ActionForm,
  Alert,
  FormError,
  LinkButton,
  PageHeader,
  Pagination,
  Section,
  SubmitButton,
} from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { getRecipient, listPassed } from '@/lib/passing-on/queries';
import type { Recipient } from '@/lib/passing-on/types';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { missingTitle } from '../../missing-title';
import { resumeRecipientAction } from '../actions';
import { PassedTable } from '../passed-table';
import { RecipientForm } from '../recipient-form';
import { RecipientState } from '../state-badges';

interface RecipientPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<RawParameters>;
}

const pageSize = 30;

export async function generateMetadata({ params }: RecipientPageProps): Promise<Metadata> {
  await requireUser();
  const id = readId((await params).id);
  const recipient = id === null ? null : await getRecipient(id);
  return { title: recipient?.customer.name ?? (await missingTitle()) };
}

export default async function RecipientPage({ params, searchParams }: RecipientPageProps) {
  const user = await requireUser();
  const id = readId((await params).id) ?? notFound();
  const { before: key } = await searchParams;
  const before = typeof key === 'string' ? readId(key) : null;
  const [t, recipient, rows] = await Promise.all([
    getTranslations('passingOn'),
    getRecipient(id),
    listPassed({ recipientId: id }, before, pageSize + 1),
  ]);
  if (recipient === null) notFound();
  const shown = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  const isAdmin = user.role === 'admin';
  return (
    <>
      <PageHeader
        title={
          <>
            {recipient.customer.name} <RecipientState recipient={recipient} />
          </>
        }
        text={recipient.customer.number}
        actions={<LinkButton href="/passing-on">{t('back')}</LinkButton>}
      />
      <Suspended recipient={recipient} isAdmin={isAdmin} />
      <Section title={t('settings')}>
        <ClientMessages namespaces={['passingOn']}>
          <RecipientForm
            known={{ id, version: recipient.changedAt.toISOString() }}
            settings={recipient}
            isReadOnly={!isAdmin}
          />
        </ClientMessages>
      </Section>
      <Section title={t('sentTo', { name: recipient.customer.name })}>
        {shown.length === 0 ? (
          <p className="text-muted">{t(before === null ? 'none' : 'endOfList')}</p>
        ) : (
          <PassedTable rows={shown} label={t('passed')} isOfOne />
        )}
        <Pagination
          firstHref={before === null ? null : `/passing-on/${id}`}
          nextHref={last === undefined ? null : `/passing-on/${id}?before=${last.id}`}
        />
      </Section>
    </>
  );
}

async function Suspended({ recipient, isAdmin }: { recipient: Recipient; isAdmin: boolean }) {
  const { suspendedAt, suspendedFor } = recipient;
  if (suspendedAt === null) return null;
  const [t, format] = await Promise.all([getTranslations('passingOn'), getFormatter()]);
  return (
    <div className="mb-6 flex flex-col gap-2">
      <Alert tone="danger">
        {t('suspendedText', { at: format.dateTime(suspendedAt, 'short'), reason: suspendedFor ?? '' })}
      </Alert>
      {isAdmin ? (
        <ActionForm action={resumeRecipientAction} doneText={t('resumed')} label={t('resume')}>
          <input type="hidden" name="id" value={recipient.id} readOnly />
          <SubmitButton look="plain">{t('resume')}</SubmitButton>
          <FormError />
        </ActionForm>
      ) : null}
    </div>
  );
}
