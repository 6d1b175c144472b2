// One mail that belongs to no case: its way, what it said, what came back. Administrators settle what nobody knows.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { ActionForm, FormError, LinkButton, PageHeader, Section, SubmitButton } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { findMailBytes, getMail } from '@/lib/outgoing/queries';
import type { SentMail } from '@/lib/outgoing/types';
import { listPassedIn } from '@/lib/passing-on/queries';
import { listRepliesToMail } from '@/lib/replies/queries';
import { FactList } from '../../../cases/fact-list';
import { missingTitle } from '../../../missing-title';
import { ReplyText } from '../../../replies/reply-text';
import { resolveMailAction } from '../../actions';
import { MailSource } from '../../mail-source';
import { PassedTable } from '../../passed-table';
import { MailBadge } from '../../state-badges';

interface MailPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: MailPageProps): Promise<Metadata> {
  await requireUser();
  const id = readId((await params).id);
  const mail = id === null ? null : await getMail(id);
  return { title: mail?.subject ?? (await missingTitle()) };
}

export default async function SentMailPage({ params }: MailPageProps) {
  const user = await requireUser();
  const id = readId((await params).id) ?? notFound();
  const [t, mail] = await Promise.all([getTranslations('passingOn'), getMail(id)]);
  if (mail === null) notFound();
  const [bytes, rows, replies] = await Promise.all([
    findMailBytes(id),
    listPassedIn(id),
    listRepliesToMail(id),
  ]);
  return (
    <>
      <PageHeader
        title={<span className="wrap-anywhere">{mail.subject || t('noSubject')}</span>}
        text={t(`purposes.${mail.purpose}`)}
        actions={<LinkButton href="/passing-on/sent">{t('outgoing')}</LinkButton>}
      />
      <Facts mail={mail} />
      {user.role === 'admin' ? <Resolve mail={mail} /> : null}
      {rows.length === 0 ? null : (
        <Section title={t('sent.reports')}>
          <PassedTable rows={rows} label={t('sent.reports')} />
        </Section>
      )}
      <Section title={t('sent.replies')}>
        {replies.length === 0 ? <p className="text-muted">{t('sent.noReplies')}</p> : null}
        {replies.map((reply) => (
          <div key={reply.id} className="mb-3 rounded border border-line px-3 py-2">
            <ReplyText reply={reply} />
          </div>
        ))}
      </Section>
      <Section title={t('sent.source')}>
        {bytes === null ? <p className="text-muted">{t('sent.gone')}</p> : <MailSource bytes={bytes} />}
      </Section>
    </>
  );
}

async function Facts({ mail }: { mail: SentMail }) {
  const [t, format] = await Promise.all([getTranslations('passingOn.sent'), getFormatter()]);
  const facts: ([string, React.ReactNode] | null)[] = [
    [t('to'), mail.to],
    [t('written'), format.dateTime(mail.createdAt, 'short')],
    [t('state'), <MailBadge key="s" state={mail.state} />],
    mail.response ? [t('response'), mail.response] : null,
    mail.attempts > 1 ? [t('attempts'), format.number(mail.attempts)] : null,
    mail.dueAt === null || mail.attempts === 0 ? null : [t('next'), format.dateTime(mail.dueAt, 'short')],
  ];
  return <FactList facts={facts.filter((one) => one !== null)} />;
}

async function Resolve({ mail: { id, state } }: { mail: SentMail }) {
  if (state !== 'ambiguous' && state !== 'failed') return null;
  const t = await getTranslations('passingOn.sent');
  return (
    <Section title={t('resolve')}>
      <p className="mb-2 max-w-[75ch]">{t(state === 'ambiguous' ? 'ambiguousText' : 'failedText')}</p>
      <ActionForm
        action={resolveMailAction}
        doneText={t('done')}
        label={t('resolve')}
        className="flex flex-wrap gap-2"
      >
        <input type="hidden" name="id" value={id} readOnly />
        {state === 'ambiguous' ? (
          <SubmitButton name="verdict" value="arrived">
            {t('arrived')}
          </SubmitButton>
        ) : null}
        <SubmitButton look="plain" name="verdict" value="send-again">
          {t('sendAgain')}
        </SubmitButton>
        <FormError />
      </ActionForm>
    </Section>
  );
}
