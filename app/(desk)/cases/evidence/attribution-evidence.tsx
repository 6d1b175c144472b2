// Why the desk believes that this account sent the mail, rung by rung, and how far the reporter is trusted.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Table, Td, Th } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { Trust } from '@/lib/reporters/types';
import type { AttributionDetail, ReportDetail } from '@/lib/reports/queries';
import { TrustBadge } from '../../trust-badge';
import { FactList } from '../fact-list';
import { ClientCountry } from './client-country';
import { LogLines } from './log-lines';
import { Verdict } from './verdict';

/** The log's times are kept in UTC; people read their own. */
function withLocalTimes(value: string, format: ReturnType<typeof useFormatter>): string {
  return value.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (at) =>
    format.dateTime(new Date(at), 'short'),
  );
}

export function AttributionEvidence({ attribution }: { attribution: AttributionDetail }) {
  const t = useTranslations('case');
  const format = useFormatter();
  const { account, verdict, evidence } = attribution;
  const findings = evidence.filter((line) => line.code !== 'log-line');
  return (
    <>
      <h3 className="mt-4 mb-1 font-semibold">{t('evidence.attribution')}</h3>
      <FactList
        facts={[
          [
            t('facts.account'),
            account === null ? (
              '–'
            ) : (
              <Link key="a" href={`/accounts/${account.id}`} className="break-all">
                {account.login}
              </Link>
            ),
          ],
          [t('evidence.rung'), t(`rungs.${attribution.rung}`)],
          [t('evidence.verdict'), <Verdict key="v" verdict={verdict} />],
          [t('evidence.factor'), format.number(attribution.factor, 'factor')],
        ]}
      />
      <Table label={t('evidence.attribution')}>
        <thead>
          <tr>
            <Th>{t('evidence.rung')}</Th>
            <Th>{t('evidence.finding')}</Th>
            <Th>{t('evidence.field')}</Th>
            <Th>{t('evidence.value')}</Th>
          </tr>
        </thead>
        <tbody>
          {findings.map((line, i) => (
            <tr key={i}>
              <Td>{t(`rungs.${line.rung}`)}</Td>
              <Td>
                <span aria-hidden className={line.holds ? 'text-ok' : 'text-muted'}>
                  {line.holds ? '✓ ' : '– '}
                </span>
                {t(`attributionCodes.${line.code}`)}
                <span className="sr-only"> ({t(line.holds ? 'evidence.holds' : 'evidence.not')})</span>
              </Td>
              <Td className={line.field.length > 24 ? 'min-w-24 break-all' : 'whitespace-nowrap'}>
                {line.field}
              </Td>
              <Td className="min-w-48 font-mono text-[0.75rem] break-all">
                {withLocalTimes(line.value, format)}
                {line.code === 'log-authenticated' ? <ClientCountry value={line.value} /> : null}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <LogLines evidence={evidence} />
    </>
  );
}

export function ReporterEvidence({ report }: { report: ReportDetail }) {
  const t = useTranslations('case');
  const format = useFormatter();
  const { reporter } = report.extensions;
  return (
    <>
      <h3 className="mt-4 mb-1 font-semibold">{t('evidence.reporter')}</h3>
      <FactList
        facts={[
          [t('evidence.reporter'), report.feedbackLoop ?? reporter?.label ?? report.reporterKey],
          [t('evidence.trust'), <TrustWhy key="t" trust={report.trust} />],
          [t('evidence.factor'), format.number(report.trustFactor, 'factor')],
          ...(reporter?.evidence ?? []).map(({ code, value }, i): [string, ReactNode] => [
            i === 0 ? t('evidence.finding') : '\u00a0'.repeat(i),
            `${lookUp(t, `reporterCodes.${code}`) ?? code}${value === '' ? '' : `: ${value}`}`,
          ]),
        ]}
      />
    </>
  );
}

/** The level of trust, and what it means. */
function TrustWhy({ trust }: { trust: Trust }) {
  const t = useTranslations('trust');
  return (
    <>
      <TrustBadge trust={trust} /> {t(`${trust}.hint`)}
    </>
  );
}
