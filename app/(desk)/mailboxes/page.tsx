// Mailboxes: where complaints come from, and what each one's last poll proved.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { Badge, EmptyState, LinkButton, PageHeader, RelativeTime, Table, Td, Th } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { PUSH_WAYS, type PushWay } from '@/lib/intake/types';
import { listMailboxes } from '@/lib/mailboxes/queries';
import { MailboxErrorText } from './mailbox-error-text';
import { MailboxStateBadge } from './mailbox-state-badge';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mailboxes'))('title') };
}

export default async function MailboxesPage() {
  await requireAdmin();
  const [t, common, format, mailboxes] = await Promise.all([
    getTranslations('mailboxes'),
    getTranslations('common'),
    getFormatter(),
    listMailboxes(new Date()),
  ]);
  const add = (
    <LinkButton look="primary" href="/mailboxes/new">
      {t('add')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} actions={mailboxes.length > 0 ? add : null} />
      {mailboxes.length === 0 ? (
        <EmptyState title={t('empty')} text={t('emptyText')} action={add} />
      ) : (
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('name')}</Th>
              <Th>{t('state')}</Th>
              <Th>{t('lastProved')}</Th>
              <Th>{t('lastMail')}</Th>
              <Th align="right">{t('backlog')}</Th>
            </tr>
          </thead>
          <tbody>
            {mailboxes.map((mailbox) => (
              <tr key={mailbox.id}>
                <Td className="min-w-48">
                  {mailbox.state === 'pushed' ? (
                    mailbox.name
                  ) : (
                    <Link href={`/mailboxes/${mailbox.id}`}>{mailbox.name}</Link>
                  )}{' '}
                  {mailbox.fromEnvironment ? <Badge>{t('fromEnvironment')}</Badge> : null}
                  <div className="break-words text-muted">
                    {isWayIn(mailbox.kind) ? t(`ways.${mailbox.kind}`) : mailbox.place}
                  </div>
                </Td>
                <Td className="min-w-48">
                  <MailboxStateBadge state={mailbox.state} />
                  {mailbox.lastError ? <MailboxErrorText {...mailbox.lastError} /> : null}
                </Td>
                <Td>
                  {mailbox.lastProvedAt ? <RelativeTime date={mailbox.lastProvedAt} /> : common('never')}
                </Td>
                <Td>{mailbox.lastMailAt ? <RelativeTime date={mailbox.lastMailAt} /> : common('never')}</Td>
                <Td align="right">{format.number(mailbox.backlog)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

function isWayIn(kind: string): kind is PushWay {
  return PUSH_WAYS.some((way) => way === kind);
}
