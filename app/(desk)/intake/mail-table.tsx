// Mail as rows, newest first; cards below 1024 px.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ShortTime, Table, Th } from '@/app/components/ui';
import type { MailRow } from '@/lib/intake/queries';
import { FormatName } from '../format-name';
import { KeptFactLine } from './kept-value';
import { MailStateBadge, ReasonLine } from './mail-state';
import { Sender } from './sender';

const cell =
  'px-2 py-1.5 align-top max-lg:inline-block max-lg:p-0 lg:border-b lg:border-line lg:in-[tr:last-child]:border-b-0';
/** Takes its share of what the other columns leave, and cuts what does not fit. */
const oneLine = `${cell} lg:max-w-0 lg:truncate`;

/** What the whole list has in common needs no column: the state of kept mail, and in one of its places the format. */
type MailListKind = 'all' | 'kept' | 'place';

export function MailTable({ rows, kind }: { rows: MailRow[]; kind: MailListKind }) {
  const t = useTranslations('intake');
  const isKept = kind !== 'all';
  return (
    <Table label={t('title')} className="max-lg:block">
      <thead className="max-lg:sr-only">
        <tr>
          <Th>{t('columns.received')}</Th>
          {isKept ? null : <Th>{t('columns.state')}</Th>}
          <Th>{t('columns.from')}</Th>
          <Th>{t('columns.subject')}</Th>
          {kind === 'place' ? null : <Th>{t('columns.format')}</Th>}
          <Th>{t(isKept ? 'columns.facts' : 'columns.reason')}</Th>
          {isKept ? null : <Th align="right">{t('columns.attempts')}</Th>}
          <Th>{t('columns.mailbox')}</Th>
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {rows.map((row) => (
          <MailLine key={row.id} row={row} kind={kind} />
        ))}
      </tbody>
    </Table>
  );
}

function MailLine({ row, kind }: { row: MailRow; kind: MailListKind }) {
  const t = useTranslations('intake');
  const isKept = kind !== 'all';
  return (
    <tr className="hover:bg-panel focus-within:bg-accent-soft max-lg:flex max-lg:flex-wrap max-lg:gap-x-3 max-lg:gap-y-1 max-lg:border-b max-lg:border-line max-lg:px-3 max-lg:py-2.5">
      <td className={cell}>
        <ShortTime date={row.receivedAt} />
      </td>
      {isKept ? null : (
        <td className={cell}>
          <MailStateBadge state={row.state} />
        </td>
      )}
      <td
        className={`${oneLine} max-lg:wrap-anywhere ${isKept ? 'lg:w-[25%]' : 'lg:w-[36%]'}`}
        title={row.fromText?.trim()}
      >
        <Sender text={row.fromText} />
      </td>
      <td
        className={`${oneLine} max-lg:order-first max-lg:w-full max-lg:wrap-anywhere ${isKept ? 'lg:w-[30%]' : 'lg:w-[38%]'}`}
        title={row.subject?.trim()}
      >
        <Link href={`/intake/${row.id}`} prefetch={false}>
          {row.subject?.trim() || t('noSubject')}
        </Link>
      </td>
      {kind === 'place' ? null : (
        <td className={`${cell} text-muted lg:whitespace-nowrap`}>
          {row.format === null ? null : <FormatName format={row.format} />}
        </td>
      )}
      <td
        className={isKept ? `${cell} wrap-anywhere lg:w-[45%]` : `${oneLine} max-lg:wrap-anywhere lg:w-[26%]`}
      >
        <ReasonLine code={row.reasonCode} text={row.reasonText} />
        {row.state === 'kept' ? <KeptFactLine facts={row.facts} /> : null}
      </td>
      {isKept ? null : (
        <td className={`${cell} text-right`}>
          <span className="text-muted lg:hidden">{t('columns.attempts')} </span>
          {row.attempts}
        </td>
      )}
      <td className={`${cell} text-muted lg:max-w-40 lg:truncate`} title={row.mailboxes.join(', ')}>
        {row.mailboxes.join(', ')}
      </td>
    </tr>
  );
}
