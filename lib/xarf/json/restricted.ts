// Reports about sexual abuse of children: that one exists, and nothing of what it holds.
// Promise: decided before anything else is checked, so that a faulty report of that kind is set apart as well; of the
// document only its version, identifier, time and category go on, and only in the forms they must have.

import type { ParsedReport } from '../../formats/types';
import { emptyReport } from '../../formats/empty-report';
import { isDateTime, isUuid } from './string-formats';
import { asRecord } from './values';

const V4_TYPES = new Set(['csam', 'csem']);
const V3_TYPES = new Set(['childabuse', 'childsexualabusematerial', 'csam', 'csem']);
const MENTIONS = /"(?:csam|csem|child[-_ ]?abuse|child[-_ ]?sexual[-_ ]?abuse[-_ ]?material)"/i;

/** `content/csam` or `content/csem` where a document is about that; null for all others. */
export function restrictedCategory(document: Record<string, unknown>): string | null {
  const report = asRecord(document.Report) ?? {};
  const type = folded(document.type);
  const named = [
    type,
    folded(document.class),
    folded(document.category),
    folded(report.ReportType),
    folded(report.ReportSubType),
  ];
  if (!named.some((word) => V3_TYPES.has(word))) return null;
  return V4_TYPES.has(type) ? `content/${type}` : 'content/csam';
}

/** True where a text that is no JSON names such a report: it is then treated as one. */
export function mentionsRestricted(text: string): boolean {
  return MENTIONS.test(text);
}

function folded(word: unknown): string {
  return typeof word === 'string' ? word.toLowerCase().replace(/[-_\s]/g, '') : '';
}

/** What may be known of such a report. */
export function restrictedReport(document: Record<string, unknown>, category: string): ParsedReport {
  const { xarf_version: version, report_id: id, timestamp } = document;
  const [, type = ''] = category.split('/');
  return {
    ...emptyReport('other'),
    category,
    isRestricted: true,
    xarf: {
      ...(typeof version === 'string' && /^4\.\d{1,3}\.\d{1,3}$/.test(version)
        ? { xarf_version: version }
        : {}),
      ...(typeof id === 'string' && isUuid(id) ? { report_id: id } : {}),
      ...(typeof timestamp === 'string' && isDateTime(timestamp) && timestamp.length < 40
        ? { timestamp }
        : {}),
      category: 'content',
      type,
    },
  };
}
