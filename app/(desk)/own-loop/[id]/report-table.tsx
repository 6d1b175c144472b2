// What was reported to a subscriber, newest first. Whose mailbox it was is not told here.

import { useFormatter, useTranslations } from 'next-intl';
import { EmptyState, Pagination, Table, Td, Th } from '@/app/components/ui';
import type { ReportRow } from '@/lib/own-loop/queries';
import { mailStates } from '@/lib/outgoing/types';

interface ReportTableProps {
  id: number;
  /** One more than a page, where there is another. */
  reports: ReportRow[];
  pageSize: number;
  isFirst: boolean;
}

export function ReportTable({ id, reports, pageSize, isFirst }: ReportTableProps) {
  const t = useTranslations('ownLoop');
  const format = useFormatter();
  const shown = reports.slice(0, pageSize);
  const last = shown.at(-1);
  if (last === undefined) return <EmptyState title={t('noReports')} />;
  return (
    <>
      <Table label={t('reports')}>
        <thead>
          <tr>
            <Th>{t('at')}</Th>
            <Th>{t('kind')}</Th>
            <Th>{t('matched')}</Th>
            <Th>{t('state')}</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id: report, kind, matchedBy, matched, state, at, mailState }) => (
            <tr key={report}>
              <Td className="whitespace-nowrap">{format.dateTime(at, 'short')}</Td>
              <Td>{t(`kinds.${kind}`)}</Td>
              <Td className="break-all">{t(`matches.${matchedBy}`, { value: matched })}</Td>
              <Td>{state === 'queued' ? <MailState state={mailState} /> : t(`held.${state}`)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Pagination
        firstHref={isFirst ? null : `/own-loop/${id}`}
        nextHref={reports.length > pageSize ? `/own-loop/${id}?before=${last.id}` : null}
      />
    </>
  );
}

function MailState({ state }: { state: string | null }) {
  const t = useTranslations('ownLoop');
  const known = mailStates.find((one) => one === state);
  return known === undefined ? t('mailForgotten') : t(`mailStates.${known}`);
}
