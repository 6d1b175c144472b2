// The words for what a report complains about: in full on its own, short in a table.

import { lookUp } from '@/lib/i18n/look-up';
import { complaintTypeKeys } from '@/lib/reports/complaint-type';
import type { ReportDetail } from '@/lib/reports/queries';

export type TypedReport = Pick<ReportDetail, 'feedbackType' | 'category' | 'kind'>;

/** The first words that one of the groups has for the report's type; the type as it was written where none has. */
export function typeText(
  t: Parameters<typeof lookUp>[0],
  report: TypedReport,
  groups: readonly ('types' | 'shortTypes')[],
): string {
  for (const key of complaintTypeKeys(report)) {
    for (const group of groups) {
      const text = lookUp(t, `${group}.${key}`, { type: report.feedbackType });
      if (text !== null) return text;
    }
  }
  return report.feedbackType;
}
