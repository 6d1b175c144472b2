// Complaints as rows; used by the pages of a case and of an account.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { classNames, ShortTime, Table, Td, Th } from '@/app/components/ui';
import type { Trust } from '@/lib/reporters/types';
import type { ComplaintRow } from '@/lib/reports/queries';
import { FormatName } from '../format-name';
import { TrustBadge } from '../trust-badge';
import { typeText } from './evidence/type-text';
import { ScoreSteps } from './score-steps';

interface ComplaintTableProps {
  rows: ComplaintRow[];
  /** The complaint whose evidence is open. */
  openId?: number | null;
  evidenceHref: (row: ComplaintRow) => string;
}

export function ComplaintTable({ rows, openId = null, evidenceHref }: ComplaintTableProps) {
  const t = useTranslations('case.complaints');
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('at')}</Th>
          <Th align="right">{t('value')}</Th>
          <Th>{t('standing')}</Th>
          <Th>{t('kind')}</Th>
          <Th className="min-w-24">{t('reporter')}</Th>
          <Th>{t('complainant')}</Th>
          <Th className="min-w-28">{t('subject')}</Th>
          <Th>{t('evidence')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ComplaintLine
            key={row.reportId}
            row={row}
            isOpen={row.reportId === openId}
            href={evidenceHref(row)}
          />
        ))}
      </tbody>
    </Table>
  );
}

function ComplaintLine({ row, isOpen, href }: { row: ComplaintRow; isOpen: boolean; href: string }) {
  const t = useTranslations('case');
  const texts = useTranslations('report');
  const format = useFormatter();
  return (
    <tr className={classNames(isOpen && 'bg-accent-soft')}>
      <Td>
        <ShortTime date={row.receivedAt} />
      </Td>
      <Td align="right">
        <details className="group/value">
          <summary
            className={classNames('whitespace-nowrap', row.value === 0 ? 'text-muted' : 'font-semibold')}
            aria-label={`${format.number(row.value, 'score')}, ${t('complaints.lines')}`}
          >
            {format.number(row.value, 'score')}
          </summary>
          <div className="mt-1 min-w-48 text-left text-[0.8125rem] font-normal">
            <ScoreSteps lines={row.lines} label={t('complaints.lines')} />
          </div>
        </details>
      </Td>
      <Td
        className={classNames('whitespace-nowrap', row.standing !== 'counted' && 'text-muted')}
        title={t(`standingHints.${row.standing}`)}
      >
        {t(`standings.${row.standing}`)}
      </Td>
      <Td className="whitespace-nowrap" title={typeText(texts, row, ['types'])}>
        {typeText(texts, row, ['shortTypes', 'types'])}{' '}
        <small className="text-[0.75rem] text-muted">
          <FormatName format={row.format} />
        </small>
      </Td>
      <Td className="w-[30%] max-w-0 truncate" title={row.reporterLabel}>
        <TrustMark trust={row.trust} /> {row.reporterLabel}
      </Td>
      <Td className="w-[30%] max-w-0 truncate" title={row.complainant}>
        {row.complainant === '' ? (
          <span className="text-muted">{t('complaints.nobody')}</span>
        ) : (
          row.complainant
        )}
      </Td>
      <Td className="w-[40%] max-w-0 truncate" title={row.subject ?? undefined}>
        {row.subject?.trim() || <span className="text-muted">{t('complaints.noSubject')}</span>}
      </Td>
      <Td>
        <Link
          href={href}
          prefetch={false}
          aria-label={t('complaints.showOf', { id: row.reportId })}
          aria-current={isOpen ? 'true' : undefined}
          className="whitespace-nowrap"
        >
          {t('complaints.show')}
        </Link>
      </Td>
    </tr>
  );
}

/** Proved origin is the rule and a tick; anything less is said in a word. */
function TrustMark({ trust }: { trust: Trust }) {
  const t = useTranslations('trust');
  if (trust === 'signed' || trust === 'unauthenticated') return <TrustBadge trust={trust} />;
  return (
    <span title={t(`${trust}.hint`)} className="text-ok">
      <span aria-hidden>✓</span>
      <span className="sr-only">{t(`${trust}.word`)}</span>
    </span>
  );
}
