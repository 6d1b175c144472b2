// The first rows of a file as they would be understood, and the lines that would be left out with the reason.

import { useFormatter, useTranslations } from 'next-intl';
import { Alert, Table, Td, Th } from '@/app/components/ui';
import type { ConnectionPreview, ConnectionRow } from '@/lib/connections/types';

export function Preview({ preview }: { preview: ConnectionPreview }) {
  const t = useTranslations('connections');
  const { problem, rows, good, bad, firstBad, isPartial } = preview;
  return (
    <div className="flex flex-col gap-3">
      {problem === null ? null : <Alert tone="danger">{t(`errors.${problem}`)}</Alert>}
      {good + bad === 0 ? null : (
        <p>
          {t('preview.counts', { good, bad })} {isPartial ? t('preview.partial') : null}
        </p>
      )}
      {rows.length === 0 ? null : <Rows rows={rows} />}
      {firstBad.length === 0 ? null : (
        <Table label={t('preview.bad')}>
          <thead>
            <tr>
              <Th align="right">{t('preview.line')}</Th>
              <Th>{t('preview.reason')}</Th>
              <Th>{t('preview.content')}</Th>
            </tr>
          </thead>
          <tbody>
            {firstBad.map(({ line, problem: reason, text }) => (
              <tr key={line}>
                <Td align="right">{line}</Td>
                <Td className="min-w-48">{t(`lineProblems.${reason}`)}</Td>
                <Td className="font-mono text-[0.8125rem] wrap-anywhere">{text}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}

function Rows({ rows }: { rows: ConnectionRow[] }) {
  const t = useTranslations('connections');
  const format = useFormatter();
  const time = (at: number | null, open: string) =>
    at === null ? open : format.dateTime(new Date(at), 'exact');
  return (
    <Table label={t('preview.rows')}>
      <thead>
        <tr>
          <Th>{t('preview.network')}</Th>
          <Th>{t('preview.ports')}</Th>
          <Th>{t('preview.from')}</Th>
          <Th>{t('preview.to')}</Th>
          <Th>{t('preview.connection')}</Th>
          <Th>{t('preview.customer')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            <Td className="font-mono">{row.network}</Td>
            <Td>
              {row.portFrom === null
                ? t('preview.allPorts')
                : `${row.portFrom}–${row.portTo ?? row.portFrom}`}
            </Td>
            <Td className="whitespace-nowrap">{time(row.from, t('preview.always'))}</Td>
            <Td className="whitespace-nowrap">{time(row.to, t('preview.still'))}</Td>
            <Td className="wrap-anywhere">{row.connection}</Td>
            <Td>{row.customerNo ?? '–'}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
