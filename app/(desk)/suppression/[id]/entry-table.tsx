// The entries of a list: who by token and the customer's own id, why, and how it stands.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge, RelativeTime, Table, Td, Th } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { EntryRow } from '@/lib/suppression/entry-queries';
import { entryQuery, type EntryTab } from '@/lib/suppression/list-parameters';
import { RemoveEntry } from './remove-entry';

interface EntryTableProps {
  customerId: number;
  tab: EntryTab;
  rows: EntryRow[];
}

export function EntryTable({ customerId, tab, rows }: EntryTableProps) {
  const t = useTranslations('suppression.entries');
  const format = useFormatter();
  const canRemove = rows.some(({ endedAt }) => endedAt === null);
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('columns.who')}</Th>
          <Th>{t('columns.state')}</Th>
          <Th>{t('columns.why')}</Th>
          <Th align="right">{t('columns.complaints')}</Th>
          <Th>{t('columns.last')}</Th>
          {canRemove ? <Th>{t('columns.remove')}</Th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-row="" className="align-top hover:bg-panel">
            <Td className="min-w-56">
              <Who row={row} />
            </Td>
            <Td className="min-w-36">
              <State row={row} />
            </Td>
            <Td className="min-w-56">
              <Why
                row={row}
                listHref={`/suppression/${customerId}${entryQuery({ tab, search: row.listId })}`}
              />
            </Td>
            <Td align="right">{format.number(row.complaints)}</Td>
            <Td>
              <RelativeTime date={row.lastAt} />
            </Td>
            {canRemove ? (
              <Td>
                {row.endedAt === null ? (
                  <RemoveEntry customerId={customerId} entryId={row.id} token={row.token} />
                ) : null}
              </Td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Who({ row: { token, recipientId, recipientRule, campaign } }: { row: EntryRow }) {
  const t = useTranslations('suppression');
  const [place = '', field = ''] = (recipientRule ?? '').split(':');
  const rule = lookUp(t, `rules.${place}`, { field }) ?? '';
  return (
    <>
      <div className="font-mono text-[0.8125rem] break-all">{token}</div>
      {recipientId === null ? null : (
        <div className="break-all">
          {t('entries.recipient', { id: recipientId })}{' '}
          {rule === '' ? null : <span className="text-muted">({t('entries.recipientRule', { rule })})</span>}
        </div>
      )}
      {campaign === null ? null : (
        <div className="break-all text-muted">{t('entries.campaign', { campaign })}</div>
      )}
    </>
  );
}

function Why({ row, listHref }: { row: EntryRow; listHref: string }) {
  const t = useTranslations('suppression');
  const lines = row.evidence.map(({ code, value }) => t(`evidence.${code}`, { value: value ?? '' }));
  return (
    <>
      <div className="break-words">
        {row.listId === '' ? (
          t('entries.noList')
        ) : (
          <Link href={listHref} prefetch={false} title={t('entries.onlyList')}>
            {row.listId}
          </Link>
        )}
      </div>
      <div className="text-muted">{lines.join(', ')}</div>
      <div className="break-words text-muted">
        {row.loopName === null ? null : <>{t('entries.via', { name: row.loopName })} · </>}
        <Link href={`/accounts/${row.accountId}`} prefetch={false}>
          {t('entries.account', { login: row.accountLogin })}
        </Link>
      </div>
      {row.mailId === null ? null : (
        <Link href={`/intake/${row.mailId}#report-${row.reportId}`} prefetch={false}>
          {t('entries.report')}
        </Link>
      )}
    </>
  );
}

function State({ row: { endedBy, endedAt, removedBy, removedReason } }: { row: EntryRow }) {
  const t = useTranslations('suppression.entries');
  if (endedBy === null || endedAt === null) return <Badge tone="warn">{t('activeState')}</Badge>;
  return (
    <>
      <span>{t(`ended.${endedBy}`, { name: removedBy ?? t('somebody') })}</span>
      <div className="text-muted">
        <RelativeTime date={endedAt} />
      </div>
      {endedBy === 'person' && removedReason !== null ? <p className="break-words">{removedReason}</p> : null}
    </>
  );
}
