// Everything a report said: its fields, which of them the desk read off the reported mail, the ones nobody registered,
// and where it left the standard.

import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Messages } from '@/lib/i18n/messages';
import { visibleText } from '@/lib/mime/visible-text';
import type { ReportDetail } from '@/lib/reports/queries';
import { FormatName } from '../../format-name';
import { NoteList } from './note-list';

interface Fact {
  name: string;
  value: ReactNode;
  isDerived?: boolean;
}

export function ReportFields({ report }: { report: ReportDetail }) {
  const t = useTranslations('case');
  const texts = useTranslations('report');
  const facts = useFacts(report);
  const unknown = Object.entries(report.extensions.unknownFields ?? {});
  return (
    <>
      <h3 className="mt-4 mb-1 font-semibold">{t('evidence.fields')}</h3>
      <p className="mb-1 max-w-[75ch] text-[0.8125rem] text-muted">
        {texts(facts.some(({ isDerived }) => isDerived) ? 'derivedLegend' : 'statedLegend')}
      </p>
      <FieldTable facts={facts} label={t('evidence.fields')} />
      {unknown.length === 0 ? null : (
        <>
          <h3 className="mt-4 mb-1 font-semibold">{t('evidence.unknownFields')}</h3>
          <FieldTable
            facts={unknown.flatMap(([name, values]) =>
              values.map((value): Fact => ({ name, value: visibleText(value) })),
            )}
            label={t('evidence.unknownFields')}
          />
        </>
      )}
      <NoteList notes={report.notes} />
    </>
  );
}

/** What no report states itself: read off the reported mail, or off its trace. */
const ofReportedMail = ['mailDate', 'messageId', 'queueId', 'headerFrom', 'subject'];

function useFacts(report: ReportDetail): Fact[] {
  const t = useTranslations('case');
  const format = useFormatter();
  const time = (date: Date | null) => (date === null ? null : format.dateTime(date, 'exact'));
  const ip =
    report.sourceIp === null
      ? null
      : report.sourcePort === null
        ? report.sourceIp
        : `${report.sourceIp} : ${report.sourcePort}`;
  const named: [key: keyof Messages['case']['reportFields'], value: string | string[] | null][] = [
    ['feedbackType', report.feedbackType],
    ['userAgent', report.userAgent],
    ['version', report.version],
    ['receivedAt', time(report.receivedAt)],
    ['mailDate', time(report.mailDate)],
    ['sourceIp', ip],
    ['arrivalDate', time(report.arrivalDate)],
    ['originalMailFrom', report.originalMailFrom === '' ? t('nullSender') : report.originalMailFrom],
    ['originalRcptTo', report.originalRcptTo],
    ['originalEnvelopeId', report.originalEnvelopeId],
    ['reportedDomain', report.reportedDomain],
    ['reportedUri', report.reportedUri],
    ['incidents', report.incidents === 1 ? null : String(report.incidents)],
    ['messageId', report.messageId],
    ['queueId', report.queueId],
    ['headerFrom', report.headerFrom],
    ['subject', report.subject],
  ];
  const registered = Object.entries(report.extensions.fields ?? {}).flatMap(([name, value]): Fact[] =>
    textsOf(value).map((text) => ({ name, value: visibleText(text) })),
  );
  const derived = new Set([...ofReportedMail, ...report.derived]);
  return [
    { name: t('reportFields.format'), value: <FormatName format={report.format} /> },
    ...named.flatMap(([key, value]): Fact[] =>
      textsOf(value).map((text) => ({
        name: t(`reportFields.${key}`),
        value: visibleText(text),
        isDerived: derived.has(key),
      })),
    ),
    ...registered,
  ];
}

function textsOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === 'object') return [Object.values(value).map(String).join(' ')];
  return [String(value as string | number | boolean)];
}

function FieldTable({ facts, label }: { facts: Fact[]; label: string }) {
  return (
    <table aria-label={label} className="w-full text-[0.8125rem]">
      <tbody>
        {facts.map(({ name, value, isDerived }, i) => (
          <tr key={i} className="border-t border-line first:border-t-0">
            <th
              scope="row"
              className="w-px py-0.5 pr-3 text-left align-top font-medium whitespace-nowrap text-muted"
            >
              {name}
            </th>
            <td className="py-0.5 break-all">
              {value}
              {isDerived ? <DerivedMark /> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DerivedMark() {
  const t = useTranslations('report');
  return (
    <small title={t('derivedHint')} className="ml-2 text-[0.75rem] whitespace-nowrap text-muted italic">
      {t('derivedMark')}
    </small>
  );
}
