// The evidence of one complaint: the reported mail, what the report says, why it is this account's, who reports.

import { getTranslations } from 'next-intl/server';
import { Alert, LinkButton, Section } from '@/app/components/ui';
import { readEvidence, type Evidence } from '@/lib/desk/read-evidence';
import { getReport } from '@/lib/reports/queries';
import { AttributionEvidence, ReporterEvidence } from '../evidence/attribution-evidence';
import { MailBody } from '../evidence/mail-body';
import { ReportFields } from '../evidence/report-fields';
import { SourceText } from '../evidence/source-text';
import { caseAddress, type CasePlace } from './parameters';

export async function EvidencePanel({ reportId, place }: { reportId: number; place: CasePlace }) {
  const [t, report] = await Promise.all([getTranslations('case'), getReport(reportId)]);
  const evidence = report === null ? null : await readEvidence(report.rawMessageId, 'original');
  return (
    <div id="evidence" className="scroll-mt-4">
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
            <Original evidence={evidence} />
            {report.attribution === null ? null : <AttributionEvidence attribution={report.attribution} />}
            <ReporterEvidence report={report} />
            <ReportFields report={report} />
            {evidence === null ? null : <SourceText evidence={evidence} rawMessageId={report.rawMessageId} />}
            <p className="mt-3">
              <LinkButton href={`/intake/${report.rawMessageId}`}>{t('evidence.toMail')}</LinkButton>
            </p>
          </div>
        )}
      </Section>
    </div>
  );
}

async function Original({ evidence }: { evidence: Evidence | null }) {
  const t = await getTranslations('case.evidence');
  if (evidence === null) return <p className="mt-3 text-muted">{t('gone')}</p>;
  if (evidence.original === null) return <p className="mt-3 text-muted">{t('noOriginal')}</p>;
  return <MailBody result={evidence.original} headersTitle={t('headers')} bodyTitle={t('body')} />;
}
