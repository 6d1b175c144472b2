// Who was sending from the address when it was listed, the most recipients first, with the way to account and case.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import type { KnownSender } from '@/lib/block-lists/queries';

export function SenderTable({ senders, count }: { senders: KnownSender[]; count: number }) {
  const t = useTranslations('blockLists');
  if (senders.length === 0)
    return <p className="rounded border border-line bg-panel px-3 py-2 text-muted">{t('noSenders')}</p>;
  return (
    <>
      <Table label={t('sendersTitle')}>
        <thead>
          <tr>
            <Th>{t('account')}</Th>
            <Th align="right">{t('messages')}</Th>
            <Th align="right">{t('recipients')}</Th>
            <Th>{t('case')}</Th>
          </tr>
        </thead>
        <tbody>
          {senders.map(({ sender, messages, recipients, isKnown, caseNumber }) => (
            <tr key={sender}>
              <Td className="min-w-52 break-all">
                {isKnown ? (
                  <Link href={`/accounts?search=${encodeURIComponent(sender)}`} prefetch={false}>
                    {sender}
                  </Link>
                ) : (
                  sender
                )}
              </Td>
              <Td align="right">{t('number', { count: messages })}</Td>
              <Td align="right">{t('number', { count: recipients })}</Td>
              <Td>
                {caseNumber === null ? (
                  '–'
                ) : (
                  <Link href={`/cases/${caseNumber}`} prefetch={false}>
                    {caseNumber}
                  </Link>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {count > senders.length ? (
        <p className="mt-1 text-muted">{t('moreSenders', { count: count - senders.length })}</p>
      ) : null}
    </>
  );
}
