// The evidence of one complaint: the reported mail, what the report says, why it is this account's, who reports.

import { getTranslations } from 'next-intl/server';
import { Alert, LinkButton, Section } from '@/app/components/ui';
import { readEvidence, type Evidence } from '@/lib/desk/read-evidence';
import { getReport, type ReportDetail } from '@/lib/reports/queries';
import { AttributionEvidence, ReporterEvidence } from '../evidence/attribution-evidence';
import { MailBody } from '../evidence/mail-body';
import { FileTable } from '../evidence/file-table';
import { ReportFields } from '../evidence/report-fields';
import { ReportHead } from '../evidence/report-head';
import { SourceText } from '../evidence/source-text';
import { XarfFields } from '../evidence/xarf-fields';
import { caseAddress, type CasePlace } from './parameters';

export async function EvidencePanel({ reportId, place }: { reportId: number; place: CasePlace }) {
  const [t, report] = await Promise.all([getTranslations('case'), getReport(reportId)]);
  const evidence =
    report === null
      ? null
      : await readEvidence(report.rawMessageId, { of: 'reported', ordinal: report.ordinal });
  return (
    <div id="evidence" className="scroll-mt-12">
      <Section
        title={t('evidence.title')}
        actions={
          <LinkButton href={caseAddress(place, { complaint: null }, '#complaints')} scroll={false}>
            {t('evidence.close')}
          </LinkButton>
        }
      >
        {report === null ? (
          <Alert tone="warn">{t('complaints.none')}</Alert>
        ) : (
          <div className="rounded border border-line px-3 pb-3">
            <ReportHead report={report} siblingHref={null} />
            <Original evidence={evidence} report={report} />
            {report.attribution === null ? null : <AttributionEvidence attribution={report.attribution} />}
            <ReporterEvidence report={report} />
            <ReportFields report={report} />
            {report.xarf === null ? null : <XarfFields document={report.xarf} />}
            {evidence === null ? null : (
              <SourceText source={evidence.source} rawMessageId={report.rawMessageId} />
            )}
            <p className="mt-3">
              <LinkButton href={`/intake/${report.rawMessageId}`}>{t('evidence.toMail')}</LinkButton>{' '}
              <LinkButton href={`/intake/${report.rawMessageId}#report-${report.id}`}>
                {t('evidence.correctAccount')}
              </LinkButton>
            </p>
          </div>
        )}
      </Section>
    </div>
  );
}

async function Original({ evidence, report }: { evidence: Evidence | null; report: ReportDetail }) {
  const t = await getTranslations('case.evidence');
  if (evidence === null) return <p className="mt-3 text-muted">{t('gone')}</p>;
  const { shown, files } = evidence;
  if (shown === null) return <p className="mt-3 text-muted">{t('noOriginal')}</p>;
  return (
    <>
      <MailBody
        result={shown}
        hasFiles={files.length > 0}
        headersTitle={t('headers')}
        bodyTitle={t('body')}
      />
      <FileTable files={files} mailId={report.rawMessageId} reported={report.ordinal} />
    </>
  );
}
