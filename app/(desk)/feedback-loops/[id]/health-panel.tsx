// The health of a feedback loop: what is wrong and what to do about it, and the figures behind it.

import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Badge, Section, type BadgeTone } from '@/app/components/ui';
import { judgeHealth, type Finding, type Health } from '@/lib/feedback-loops/health';
import { findHealth, listForeign, type ForeignExample } from '@/lib/feedback-loops/health-queries';
import { FactList } from '../../cases/fact-list';
import { HealthUpkeep } from './health-upkeep';

const tones: Record<Health['state'], BadgeTone> = {
  unknown: 'plain',
  good: 'ok',
  watch: 'warn',
  bad: 'danger',
};

export async function HealthPanel({ id, isAdmin }: { id: number; isAdmin: boolean }) {
  const [t, facts, foreign] = await Promise.all([
    getTranslations('loopHealth'),
    findHealth(id, new Date()),
    listForeign(id),
  ]);
  if (facts === null) return null;
  const health = judgeHealth(facts);
  return (
    <>
      <Section
        title={
          <span className="flex flex-wrap items-center gap-2">
            {t('title')} <Badge tone={tones[health.state]}>{t(`states.${health.state}`)}</Badge>
          </span>
        }
        text={t('text')}
      >
        <ul className="mb-3 flex max-w-3xl flex-col gap-2 empty:hidden">
          {health.findings.map((finding, i) => (
            <FindingText key={i} finding={finding} />
          ))}
        </ul>
        <HealthFigures health={health} cases={facts.cases} foreign={foreign} />
      </Section>
      <HealthUpkeep id={id} isAdmin={isAdmin} />
    </>
  );
}

async function FindingText({ finding }: { finding: Finding }) {
  const t = await getTranslations('loopHealth');
  const advice =
    finding.code === 'not-proved'
      ? (`not-proved-${finding.isRefuted ? 'refuted' : 'unchecked'}` as const)
      : finding.code;
  const mail = finding.code === 'new-sender' ? finding.sender.rawMessageId : null;
  return (
    <li
      className={`rounded border-l-4 px-3 py-2 ${finding.isBad ? 'border-danger bg-danger-soft' : 'border-warn bg-warn-soft'}`}
    >
      <p className="font-semibold wrap-anywhere">{sentence(finding, t)}</p>
      <p>{t(`advice.${advice}`)}</p>
      {mail === null ? null : <Link href={`/intake/${mail}`}>{t('toMail')}</Link>}
    </li>
  );
}

type Translator = Awaited<ReturnType<typeof getTranslations<'loopHealth'>>>;

function sentence(finding: Finding, t: Translator): string {
  switch (finding.code) {
    case 'not-proved': {
      const { mails, share, isRefuted } = finding;
      return t('findings.not-proved', { mails, share, isRefuted: String(isRefuted) });
    }
    case 'not-readable': {
      const { broken, unknown, share } = finding;
      return t('findings.not-readable', { count: broken + unknown, broken, unknown, share });
    }
    case 'new-sender': {
      const { kind, value, since, mails } = finding.sender;
      return t('findings.new-sender', { kind, value, since: new Date(since), mails });
    }
    case 'not-ours':
      return t('findings.not-ours', { reports: finding.reports, share: finding.share });
    case 'hides-more':
      return t('findings.hides-more', { field: finding.field });
    case 'rarely-confirmed':
      return t('findings.rarely-confirmed', { decided: finding.decided, confirmed: finding.confirmed });
  }
}

interface HealthFiguresProps {
  health: Health;
  cases: { decided: number; confirmed: number };
  foreign: ForeignExample[];
}

async function HealthFigures({ health: { sums, redaction }, cases, foreign }: HealthFiguresProps) {
  const t = await getTranslations('loopHealth');
  const { verified, unverified, failed, broken, unknown, reports, ours, notOurs } = sums;
  const mails = verified + unverified + failed;
  if (mails === 0) return <p className="text-muted">{t('noMail')}</p>;
  const about = ours + notOurs;
  const facts: [string, ReactNode][] = [
    [t('proved'), t('provedValue', { verified, unverified, failed, share: verified / mails })],
    [t('readable'), t('readableValue', { reports, broken, unknown })],
    [t('ours'), about === 0 ? t('oursNone') : t('oursValue', { ours, all: about, share: ours / about })],
  ];
  if (foreign.length > 0) facts.push([t('foreign'), <Foreign key="f" examples={foreign} />]);
  if (redaction !== null) {
    const fields = ['recipient', 'messageId', 'subject'] as const;
    const words = fields.map((field) =>
      t('redactionOne', { field: t(`redactionFields.${field}`), hidden: t(`hidden.${redaction[field]}`) }),
    );
    facts.push([t('redaction'), words.join(', ')]);
  }
  facts.push([t('cases'), cases.decided === 0 ? t('casesNone') : t('casesValue', cases)]);
  return <FactList label={t('facts')} facts={facts} />;
}

async function Foreign({ examples }: { examples: ForeignExample[] }) {
  const t = await getTranslations('loopHealth');
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {examples.map(({ value, mails, rawMessageId }) =>
        rawMessageId === null ? (
          <span key={value}>{t('foreignOne', { value, mails })}</span>
        ) : (
          <Link key={value} href={`/intake/${rawMessageId}`} className="min-h-6">
            {t('foreignOne', { value, mails })}
          </Link>
        ),
      )}
    </span>
  );
}
