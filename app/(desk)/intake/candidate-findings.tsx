// What a mail to check says of us: the things of ours that it names, the mail inside, the passage where they stand, and
// the account that follows from them.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ShortTime } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { SuggestedAccount } from '@/lib/intake/candidate-queries';
import type { CandidateFacts } from '@/lib/intake/candidate-facts';
import { excerptOf } from '@/lib/intake/excerpt';

/** How a thing of ours stands out. */
const finding = 'rounded-sm bg-warn-soft px-0.5 font-medium text-warn';

interface CandidateFindingsProps {
  facts: CandidateFacts;
  text: string | null;
  account: SuggestedAccount | null;
}

export function CandidateFindings({ facts, text, account }: CandidateFindingsProps) {
  const t = useTranslations('intake.candidate');
  const { findings, reported, suggestedAccount } = facts;
  return (
    <div className="mt-1.5">
      <dl className="grid gap-x-4 sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-y-1">
        {findings.length === 0 ? null : (
          <Line name={t('findings')}>
            <Findings findings={findings} />
          </Line>
        )}
        {reported === null ? null : (
          <Line name={t('reported')}>
            <Reported reported={reported} />
          </Line>
        )}
        <Line name={t('account')}>
          {suggestedAccount === null ? (
            <span className="text-muted">{t('noAccount')}</span>
          ) : (
            <Account login={suggestedAccount} account={account} rung={facts.attribution?.rung ?? null} />
          )}
        </Line>
      </dl>
      {text === null ? null : <Passage text={text} needles={findings.map(({ value }) => value)} />}
    </div>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere max-sm:mb-1">{children}</dd>
    </div>
  );
}

function Findings({ findings }: Pick<CandidateFacts, 'findings'>) {
  const t = useTranslations('intake.candidate');
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {findings.map(({ kind, value }) => (
        <li key={`${kind} ${value}`}>
          <span className="text-[0.8125rem] text-muted">{t(`kinds.${kind}`)}</span>{' '}
          <mark className={finding}>{value}</mark>
        </li>
      ))}
    </ul>
  );
}

function Reported({ reported }: { reported: NonNullable<CandidateFacts['reported']> }) {
  const t = useTranslations('intake');
  return (
    <>
      {reported.subject?.trim() || t('noSubject')}{' '}
      <span className="text-muted">
        {reported.from?.trim() || t('noFrom')}
        {reported.date === null ? null : (
          <>
            , <ShortTime date={reported.date} />
          </>
        )}
      </span>
    </>
  );
}

function Account({
  login,
  account,
  rung,
}: {
  login: string;
  account: SuggestedAccount | null;
  rung: string | null;
}) {
  const t = useTranslations('intake.candidate');
  const rungs = useTranslations('case.rungs');
  const by = rung === null ? null : lookUp(rungs, rung);
  return (
    <>
      {account === null ? (
        <b className="font-semibold">{login}</b>
      ) : (
        <Link href={`/accounts/${account.id}`} prefetch={false} className="font-semibold">
          {login}
        </Link>
      )}{' '}
      <span className="text-muted">{by === null ? null : `(${by})`}</span>
      {account?.caseNumber ? (
        <>
          {' '}
          ·{' '}
          <Link href={`/cases/${account.caseNumber}`} prefetch={false}>
            {t('openCase', { number: account.caseNumber })}
          </Link>
        </>
      ) : null}
    </>
  );
}

function Passage({ text, needles }: { text: string; needles: string[] }) {
  const t = useTranslations('intake.candidate');
  const { pieces, isCutBefore, isCutAfter } = excerptOf(text, needles);
  if (pieces.length === 0) return null;
  return (
    <blockquote
      aria-label={t('excerpt')}
      className="mt-2 max-w-[90ch] border-l-2 border-line pl-3 whitespace-pre-line wrap-anywhere"
    >
      {isCutBefore ? '… ' : null}
      {pieces.map((piece, i) =>
        piece.isHit ? (
          <mark key={i} className={finding}>
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
      {isCutAfter ? ' …' : null}
    </blockquote>
  );
}
