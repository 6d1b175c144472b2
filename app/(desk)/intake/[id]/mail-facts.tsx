// State, times, size and hash of a mail, and every place it lay.

import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Section, ShortTime, Table, Td, Th } from '@/app/components/ui';
import type { MailDelivery, MailDetail, MailJudgement } from '@/lib/intake/queries';
import { FactList } from '../../cases/fact-list';
import { FormatName } from '../../format-name';
import { MailStateBadge, ReasonText } from '../mail-state';

export function MailFacts({ mail }: { mail: MailDetail }) {
  const t = useTranslations('intake');
  const format = useFormatter();
  return (
    <>
      <FactList
        facts={[
          [t('columns.state'), <MailStateBadge key="s" state={mail.state} />],
          ...(mail.reasonCode === null
            ? []
            : [
                [
                  t('detail.reason'),
                  <ReasonText key="r" code={mail.reasonCode} text={mail.reasonText} />,
                ] as [string, ReactNode],
              ]),
          [t('detail.received'), <ShortTime key="a" date={mail.receivedAt} />],
          [t('detail.stored'), <ShortTime key="b" date={mail.storedAt} />],
          [t('detail.stateAt'), <ShortTime key="c" date={mail.stateAt} />],
          [t('detail.format'), mail.format === null ? '–' : <FormatName key="f" format={mail.format} />],
          ...(mail.judgement === null
            ? []
            : [
                [t('detail.judgement'), <Judgement key="j" judgement={mail.judgement} />] as [
                  string,
                  ReactNode,
                ],
              ]),
          [t('detail.attempts'), format.number(mail.attempts)],
          [t('detail.size'), t('detail.bytes', { size: mail.sizeBytes })],
          [
            t('detail.sha256'),
            <code key="h" className="text-[0.75rem] break-all">
              {mail.sha256}
            </code>,
          ],
        ]}
      />
      <Deliveries deliveries={mail.deliveries} />
    </>
  );
}

/** What a person said of it: that, the account they named, who and when. */
function Judgement({ judgement: { verdict, accountLogin, by, at } }: { judgement: MailJudgement }) {
  const t = useTranslations('intake.detail');
  return (
    <>
      {t(verdict === 'complaint' ? 'judgedComplaint' : 'judgedNoComplaint')}
      {accountLogin === null ? null : `, ${t('judgedAccount', { login: accountLogin })}`}{' '}
      <span className="text-muted">
        ({by ?? t('somebody')}, <ShortTime date={at} />)
      </span>
    </>
  );
}

function Deliveries({ deliveries }: { deliveries: MailDelivery[] }) {
  const t = useTranslations('intake');
  if (deliveries.length === 0) return null;
  return (
    <Section title={t('detail.deliveries')}>
      <Table label={t('detail.deliveries')}>
        <thead>
          <tr>
            <Th>{t('columns.mailbox')}</Th>
            <Th>{t('detail.uid')}</Th>
            <Th>{t('detail.seen')}</Th>
            <Th>{t('detail.moved')}</Th>
            <Th>{t('detail.movedTo')}</Th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((row) => (
            <tr key={`${row.mailbox} ${row.uid} ${row.seenAt.toISOString()}`}>
              <Td>{row.mailbox}</Td>
              <Td className="min-w-40 break-all">{row.pushed ? '–' : row.uid}</Td>
              <Td>
                <ShortTime date={row.seenAt} />
              </Td>
              <Td>{row.pushed ? '–' : <Moved at={row.movedAt} />}</Td>
              <Td className="break-all" title={row.movedTo ?? undefined}>
                {row.stays ? t('detail.stays') : (row.movedTo?.replace(/;UIDVALIDITY=.*$/, '') ?? '–')}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Moved({ at }: { at: Date | null }) {
  const t = useTranslations('intake');
  return at === null ? t('detail.notMoved') : <ShortTime date={at} />;
}
