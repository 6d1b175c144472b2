'use client';
// What the last lines of a log say: how many were understood, and the latest mails in them.

import { useFormatter, useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import type { LogTest } from '@/lib/desk/test-log-source';

export function TestResult({ tested }: { tested: LogTest }) {
  const t = useTranslations('logSources');
  const format = useFormatter();
  const { lines, unread, transactions, refusals, mails } = tested;
  return (
    <section aria-label={t('testResult')} role="status" className="rounded border border-line">
      <p className="border-b border-line bg-panel px-3 py-1.5 font-semibold">
        {lines === 0 ? t('testEmpty') : t('testLines', { lines, unread })}
      </p>
      <p className="px-3 py-1.5">
        {t('testFormat', { format: t(`formats.${tested.format}`) })}{' '}
        {t('testFound', { transactions, refusals })}{' '}
        {tested.lastLineAt === null
          ? null
          : t('testLast', {
              time: format.dateTime(new Date(tested.lastLineAt), {
                dateStyle: 'medium',
                timeStyle: 'medium',
              }),
            })}
      </p>
      {mails.length === 0 ? null : (
        <Table label={t('testMails')}>
          <thead>
            <tr>
              <Th>{t('time')}</Th>
              <Th>{t('queueId')}</Th>
              <Th>{t('sender')}</Th>
              <Th>{t('fate')}</Th>
            </tr>
          </thead>
          <tbody>
            {mails.map((mail, index) => (
              <tr key={index}>
                <Td>{format.dateTime(new Date(mail.at), { timeStyle: 'medium' })}</Td>
                <Td className="font-mono">
                  {mail.queueId} <span className="text-muted">{mail.host}</span>
                </Td>
                <Td className="break-all">{mail.saslUser ?? t(`origins.${mail.origin}`)}</Td>
                <Td>{t(`fates.${mail.fate}`)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
