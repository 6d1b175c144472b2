// A complaint at a glance: what is complained about in plain words, in which format it came, who reports and how surely,
// and where it stands where its mail holds several.

import { useTranslations } from 'next-intl';
import { Badge } from '@/app/components/ui';
import type { ReportDetail } from '@/lib/reports/queries';
import { FormatName } from '../../format-name';
import { TrustBadge } from '../../trust-badge';
import { typeText, type TypedReport } from './type-text';

interface ReportHeadProps {
  report: ReportDetail;
  /** Where another report of the same mail is shown: its number is put behind. Null where none of them is on the page. */
  siblingHref: string | null;
}

export function ReportHead({ report, siblingHref }: ReportHeadProps) {
  const reporter = report.feedbackLoop ?? report.extensions.reporter?.label ?? report.reporterKey;
  return (
    <div className="mt-3 mb-2">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <strong className="wrap-anywhere">
          <ComplaintType report={report} />
        </strong>
        <Badge>
          <FormatName format={report.format} />
        </Badge>
        <span className="text-muted wrap-anywhere">{reporter}</span>
        <TrustBadge trust={report.trust} />
      </p>
      <Siblings report={report} siblingHref={siblingHref} />
    </div>
  );
}

/** What is complained about. An unknown type is shown as it was written. */
function ComplaintType({ report }: { report: TypedReport }) {
  const t = useTranslations('report');
  return typeText(t, report, ['types']);
}

function Siblings({ report, siblingHref }: ReportHeadProps) {
  const t = useTranslations('report');
  const { siblings, siblingCount, ordinal } = report;
  if (siblingCount < 2) return null;
  return (
    <nav aria-label={t('siblings')} className="mt-1 flex flex-wrap gap-x-2 text-[0.8125rem]">
      <span className="text-muted">{t('place', { number: ordinal + 1, count: siblingCount })}</span>
      {siblingHref === null
        ? null
        : siblings
            .filter((sibling) => sibling.id !== report.id)
            .map((sibling) => (
              <a key={sibling.id} href={`${siblingHref}${sibling.id}`}>
                {t('sibling', { number: sibling.ordinal + 1 })}
              </a>
            ))}
      {siblingHref !== null && siblingCount > siblings.length ? (
        <span className="text-muted">{t('moreSiblings', { count: siblingCount - siblings.length })}</span>
      ) : null}
    </nav>
  );
}
