// One mail: what it asks of a person, where it lay, what became of it and why, what it says, and its reports with
// everything known about them.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { ActionForm, FormError, LinkButton, PageHeader, Section, SubmitButton } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { readEvidence } from '@/lib/desk/read-evidence';
import { readId } from '@/lib/intake/list-parameters';
import { getMail, type MailDetail } from '@/lib/intake/queries';
import { FileTable } from '../../cases/evidence/file-table';
import { MailBody } from '../../cases/evidence/mail-body';
import { SourceText } from '../../cases/evidence/source-text';
import { missingTitle } from '../../missing-title';
import { replayMailAction } from '../actions';
import { MailFacts } from './mail-facts';
import { MailPlace, MailQuestion, MailTasks } from './mail-place';
import { ReportSection } from './report-section';

interface MailPageProps {
  params: Promise<{ id: string }>;
}

/** Once per request, for the title and for the page. */
const findMail = cache(async (text: string): Promise<MailDetail | null> => {
  const id = readId(text);
  return id === null ? null : getMail(id);
});

export async function generateMetadata({ params }: MailPageProps): Promise<Metadata> {
  await requireUser();
  const [t, mail] = await Promise.all([getTranslations('intake'), findMail((await params).id)]);
  return { title: mail === null ? await missingTitle() : t('detail.title', { id: String(mail.id) }) };
}

export default async function MailPage({ params }: MailPageProps) {
  const user = await requireUser();
  const mail = await findMail((await params).id);
  if (mail === null) notFound();
  const t = await getTranslations('intake');
  return (
    <>
      <PageHeader
        title={<span className="break-words">{mail.subject?.trim() || t('noSubject')}</span>}
        text={<span className="break-all">{mail.fromText?.trim() || t('noFrom')}</span>}
        actions={<LinkButton href="/intake">{t('detail.list')}</LinkButton>}
      />
      {mail.state === 'to_check' ? <MailQuestion mail={mail} /> : null}
      <MailTasks mailId={mail.id} viewer={{ isAdmin: user.role === 'admin' }} />
      {mail.state === 'kept' ? <MailPlace mail={mail} /> : null}
      <MailFacts mail={mail} />
      {mail.state === 'received' || mail.reasonCode === 'too-large' ? null : <ReplayOne mail={mail} />}
      <Section title={t('detail.reports')}>
        {mail.reportIds.length === 0 ? <p className="text-muted">{t('detail.noReports')}</p> : null}
        {mail.reportIds.map((reportId) => (
          <ReportSection key={reportId} reportId={reportId} isFiled={mail.state === 'processed'} />
        ))}
      </Section>
      {mail.state === 'received' ? <NotReadYet /> : <MailEvidence id={mail.id} />}
    </>
  );
}

async function ReplayOne({ mail }: { mail: MailDetail }) {
  const t = await getTranslations('intake.replay');
  return (
    <ActionForm
      action={replayMailAction}
      doneText={t('done')}
      label={t('one')}
      className="mb-8 flex flex-wrap items-center gap-3"
    >
      <input type="hidden" name="id" value={mail.id} readOnly />
      <SubmitButton look="plain">{t('one')}</SubmitButton>
      {mail.state === 'processed' ? <span className="text-muted">{t('oneText')}</span> : null}
      <FormError />
    </ActionForm>
  );
}

/** Only reading a mail tells whether its content may be shown. */
async function NotReadYet() {
  const t = await getTranslations('report');
  return <p className="text-muted">{t('notReadYet')}</p>;
}

async function MailEvidence({ id }: { id: number }) {
  const [t, evidence] = await Promise.all([
    getTranslations('case.evidence'),
    readEvidence(id, { of: 'mail' }),
  ]);
  if (evidence === null) return <p className="text-muted">{t('gone')}</p>;
  return (
    <div className="rounded border border-line px-3 pb-3">
      {evidence.shown === null ? null : (
        <MailBody
          result={evidence.shown}
          hasFiles={evidence.files.length > 0}
          headersTitle={t('mailHeaders')}
          bodyTitle={t('mailText')}
        />
      )}
      <FileTable files={evidence.files} mailId={id} reported={null} />
      <SourceText source={evidence.source} rawMessageId={id} />
    </div>
  );
}
