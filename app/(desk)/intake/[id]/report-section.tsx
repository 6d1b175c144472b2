// One report of a mail: what it says, whom it names, what it came to.

import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { getReport } from '@/lib/reports/queries';
import { AttributionEvidence, ReporterEvidence } from '../../cases/evidence/attribution-evidence';
import { ReportFields } from '../../cases/evidence/report-fields';
import { ReportHead } from '../../cases/evidence/report-head';
import { XarfFields } from '../../cases/evidence/xarf-fields';
import { FactList } from '../../cases/fact-list';
import { CorrectAccount } from './correct-account';
import { HandOverLink } from './hand-over-link';

interface ReportSectionProps {
  reportId: number;
  /** The mail is filed: a person may set the account. */
  isFiled: boolean;
}

export async function ReportSection({ reportId, isFiled }: ReportSectionProps) {
  const [t, texts, format, report] = await Promise.all([
    getTranslations('intake.detail'),
    getTranslations('case'),
    getFormatter(),
    getReport(reportId),
  ]);
  if (report === null) return null;
  const { attribution, complaint } = report;
  const account = attribution?.account ?? null;
  const value =
    complaint === null
      ? '–'
      : `${format.number(complaint.value, 'score')} (${texts(`standings.${complaint.standing}`)})`;
  return (
    <div id={`report-${report.id}`} className="mb-4 scroll-mt-4 rounded border border-line px-3 py-3">
      <ReportHead report={report} siblingHref="#report-" />
      <FactList
        label={t('report', { id: report.id })}
        facts={[
          [
            t('account'),
            account === null ? (
              t('noAccount')
            ) : (
              <Link key="a" href={`/accounts/${account.id}`} className="break-all">
                {account.login}
              </Link>
            ),
          ],
          [
            t('case'),
            complaint?.caseNumber ? (
              <Link key="c" href={`/cases/${complaint.caseNumber}`}>
                {complaint.caseNumber}
              </Link>
            ) : (
              '–'
            ),
          ],
          [t('value'), value],
        ]}
      />
      <CorrectAccount report={report} isOpen={isFiled} />
      <HandOverLink report={report} isFiled={isFiled} />
      {attribution === null ? null : <AttributionEvidence attribution={attribution} />}
      <ReporterEvidence report={report} />
      <ReportFields report={report} />
      {report.xarf === null ? null : <XarfFields document={report.xarf} />}
    </div>
  );
}
