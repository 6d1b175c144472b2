// What the mail log says of a case: the burst, where it came from, what became of it. Read from the copy in the case.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Alert, LinkButton, Section } from '@/app/components/ui';
import type { CaseDetail } from '@/lib/cases/detail-queries';
import { getCaseEvidence, hasMailLog } from '@/lib/cases/evidence-queries';
import { summarizeEvidence } from '@/lib/cases/evidence/summarize-evidence';
import type { EvidenceSummary, KeptEvidence } from '@/lib/cases/evidence/types';
import { isOpenState } from '@/lib/cases/types';
import { EvidenceChart } from './evidence-chart';
import { Refusals } from './evidence-refusals';
import { DomainTable, PlaceTable } from './evidence-tables';
import { caseAddress, type CasePlace } from './parameters';

interface EvidenceCardProps {
  found: CaseDetail;
  place: CasePlace;
  isAdmin: boolean;
}

export async function EvidenceCard({ found, place, isAdmin }: EvidenceCardProps) {
  const t = await getTranslations('logEvidence');
  const row = found.account.kind === 'connection' ? null : await getCaseEvidence(found.id);
  if (row === null) {
    return (
      <Section title={t('title')}>
        <Missing found={found} isAdmin={isAdmin} />
      </Section>
    );
  }
  const summary = summarizeEvidence(row.kept);
  return (
    <Section title={t('title')} text={t('asOf', { at: row.takenAt })}>
      {summary.chart.length === 0 ? (
        <>
          <p className="mb-3">{t('nothing', { from: new Date(row.kept.from), to: new Date(row.kept.to) })}</p>
          <Refusals refusals={summary.refusals} hasBurst={false} />
        </>
      ) : (
        <Shown summary={summary} kept={row.kept} place={place} />
      )}
    </Section>
  );
}

async function Missing({ found, isAdmin }: Pick<EvidenceCardProps, 'found' | 'isAdmin'>) {
  const t = await getTranslations('logEvidence');
  if (found.account.kind === 'connection')
    return <p className="max-w-[75ch] text-muted">{t('connection')}</p>;
  if (await hasMailLog())
    return <p className="max-w-[75ch] text-muted">{t(isOpenState(found.state) ? 'pending' : 'ended')}</p>;
  return (
    <Alert tone="info">
      <p>{t('noLog')}</p>
      {isAdmin ? (
        <p className="mt-2">
          <LinkButton href="/log-sources">{t('connect')}</LinkButton>
        </p>
      ) : (
        <p className="mt-1">{t('askAdmin')}</p>
      )}
    </Alert>
  );
}

interface ShownProps {
  summary: EvidenceSummary;
  kept: KeptEvidence;
  place: CasePlace;
}

function Shown({ summary, kept, place }: ShownProps) {
  return (
    <>
      <Headline summary={summary} />
      <EvidenceChart hours={summary.chart} burst={summary.burst} median={summary.median} />
      <Figures summary={summary} kept={kept} place={place} />
      <Refusals refusals={summary.refusals} hasBurst={summary.burst !== null} />
      <div className="grid gap-4 2xl:grid-cols-[minmax(0,1fr)_18rem]">
        <PlaceTable
          summary={summary}
          isLocal={kept.sender.kind === 'local'}
          hasNamed={kept.firstNamed !== null}
        />
        <DomainTable domains={summary.domains} />
      </div>
    </>
  );
}

function Headline({ summary: { burst, median } }: Pick<ShownProps, 'summary'>) {
  const t = useTranslations('logEvidence');
  if (burst === null) return <p className="mb-3 max-w-[75ch]">{t('noBurst')}</p>;
  const { from, recipients, hours, peak } = burst;
  return (
    <p className="mb-3 max-w-[75ch]">
      <strong className="font-semibold">
        {t('burst', { from: new Date(from), recipients, hours, peak })}
      </strong>{' '}
      {median === null ? t('burstUnusual') : t('burstUsual', { median })}
    </p>
  );
}

function Figures({ summary, kept, place }: ShownProps) {
  const t = useTranslations('logEvidence');
  const { messages, recipients, delivered, bounced, bounceShare, openMessages, openRecipients } = summary;
  const share =
    bounceShare === null
      ? t('bouncesUnknown')
      : t('bouncesValue', { share: bounceShare, bounced, known: delivered + bounced });
  const queue =
    openRecipients === 0
      ? t('queueEmpty')
      : t('queueValue', { recipients: openRecipients, messages: openMessages });
  return (
    <dl aria-label={t('facts')} className="mb-4 grid gap-x-6 gap-y-2 sm:grid-cols-2">
      <Figure
        name={t('messages')}
        value={t('messagesValue', { messages, recipients })}
        note={t('since', { at: new Date(summary.countedFrom) })}
      />
      <Figure
        name={t('first')}
        {...firstMail(kept, place, { none: t('firstNone'), untitled: t('noSubject') })}
      />
      <Figure name={t('bounces')} value={share} isAlarming={(bounceShare ?? 0) > 0.2} />
      <Figure name={t('queue')} value={queue} isAlarming={openRecipients > 0} />
    </dl>
  );
}

function firstMail(
  { firstNamed }: KeptEvidence,
  place: CasePlace,
  words: { none: string; untitled: string },
): { value: ReactNode; note?: ReactNode } {
  if (firstNamed === null) return { value: words.none };
  const { at, reportId, queueId, subject } = firstNamed;
  const title = subject?.trim() ?? '';
  return {
    value: (
      <Link
        href={caseAddress(place, { complaint: reportId }, '#evidence')}
        scroll={false}
        className="wrap-anywhere"
      >
        {title === '' ? words.untitled : title}
      </Link>
    ),
    note: <FirstNote at={at} queueId={queueId} />,
  };
}

function FirstNote({ at, queueId }: { at: number; queueId: string | null }) {
  const format = useFormatter();
  return (
    <>
      {format.dateTime(new Date(at), 'short')}
      {queueId === null ? null : <span className="font-mono"> · {queueId}</span>}
    </>
  );
}

interface FigureProps {
  name: string;
  value: ReactNode;
  note?: ReactNode;
  isAlarming?: boolean;
}

function Figure({ name, value, note, isAlarming = false }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-[0.8125rem] text-muted">{name}</dt>
      <dd>
        <span className={isAlarming ? 'font-semibold text-high' : undefined}>{value}</span>
        {note === undefined ? null : <span className="block text-[0.8125rem] text-muted">{note}</span>}
      </dd>
    </div>
  );
}
