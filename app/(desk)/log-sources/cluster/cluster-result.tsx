'use client';
// What a try of a log cluster came to: each step, and the latest mails as they would be understood.

import { useFormatter, useTranslations } from 'next-intl';
import { Badge, Table, Td, Th } from '@/app/components/ui';
import type { ClusterTest } from '@/lib/desk/test-cluster';

export function ClusterResult({ tested: { steps, mails } }: { tested: ClusterTest }) {
  const t = useTranslations('logCluster');
  const words = useTranslations('logSources');
  const format = useFormatter();
  return (
    <section aria-label={words('testResult')} role="status" className="rounded border border-line">
      <ul>
        {steps.map(({ step, ok, advice, detail }) => (
          <li key={step} className="border-b border-line px-3 py-1.5 last:border-b-0">
            <Badge tone={ok ? 'ok' : 'danger'}>{t(ok ? 'stepOk' : 'stepFailed')}</Badge>{' '}
            <span className="font-medium">{t(`steps.${step}`)}</span>
            {advice === null ? null : <div>{t(`advice.${advice}`)}</div>}
            <div className="font-mono text-[0.8125rem] wrap-anywhere text-muted">{detail}</div>
          </li>
        ))}
      </ul>
      {mails.length === 0 ? null : (
        <Table label={words('testMails')}>
          <thead>
            <tr>
              <Th>{words('time')}</Th>
              <Th>{words('queueId')}</Th>
              <Th>{words('sender')}</Th>
              <Th>{words('fate')}</Th>
            </tr>
          </thead>
          <tbody>
            {mails.map((mail) => (
              <tr key={`${mail.host} ${mail.queueId} ${mail.at}`}>
                <Td>{format.dateTime(new Date(mail.at), { timeStyle: 'medium' })}</Td>
                <Td className="font-mono">
                  {mail.queueId} <span className="text-muted">{mail.host}</span>
                </Td>
                <Td className="break-all">{mail.saslUser ?? words(`origins.${mail.origin}`)}</Td>
                <Td>{words(`fates.${mail.fate}`)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
