// What shows that a mail went to a list or out in bulk, and which list. Promise: pure, linear in the header; the fields
// alone decide, in any spelling of their names.
// Source: RFC 2369 (List-Unsubscribe …), RFC 2919 (List-Id), RFC 8058 (List-Unsubscribe-Post), RFC 2076 §3.9 (Precedence),
// Feedback-ID as large mailbox providers ask for it.

import type { ReportedMessage } from '@/lib/formats/types';
import { fieldChars, listIdChars } from './limits';
import type { BulkLine } from './types';

const PRECEDENCES = new Set(['bulk', 'list', 'junk']);
const LIST_FIELDS = new Set(['list-help', 'list-subscribe', 'list-post', 'list-owner', 'list-archive']);
/** Fields that only programs for bulk mail write. */
const BULK_FIELDS = new Set([
  'x-campaign',
  'x-campaign-id',
  'x-campaignid',
  'x-mailing-id',
  'x-mailingid',
  'x-newsletter-id',
  'x-csa-complaints',
  'x-listmember',
]);

/** The lines of evidence, the strongest first, each code once; empty where the mail shows nothing of the kind. */
export function bulkEvidence(reported: ReportedMessage | null): BulkLine[] {
  if (reported === null) return [];
  const found = new Map<BulkLine['code'], string | null>();
  const note = (code: BulkLine['code'], value: string | null) => {
    if (!found.has(code)) found.set(code, value);
  };
  const listId = listIdOf(reported);
  if (listId !== '') note('list-id', listId);
  if (reported.listUnsubscribe) note('list-unsubscribe', null);
  if (reported.feedbackId !== null) note('feedback-id', null);
  for (const [written, value] of reported.headers) {
    const name = written.toLowerCase();
    if (name === 'precedence' && PRECEDENCES.has(value.trim().toLowerCase()))
      note('precedence', value.trim().toLowerCase());
    else if (LIST_FIELDS.has(name)) note('list-field', written.slice(0, 40));
    else if (BULK_FIELDS.has(name)) note('bulk-field', written.slice(0, 40));
  }
  return [...found].map(([code, value]) => ({ code, value }));
}

/** What stands in the angle brackets of List-Id, in lower case; '' where there is none, or none that is one. */
export function listIdOf(reported: ReportedMessage | null): string {
  const value = fieldOf(reported, 'list-id');
  if (value === null) return '';
  const open = value.lastIndexOf('<');
  const close = value.indexOf('>', open);
  const id = (open < 0 || close < 0 ? value : value.slice(open + 1, close)).trim().toLowerCase();
  // RFC 2919 §2: labels and dots. An address is none, and would name the list's reader where a list has one.
  return id.length <= listIdChars &&
    /^[a-z0-9_!#$%&'*+/=?^`{|}~-]+(?:\.[a-z0-9_!#$%&'*+/=?^`{|}~-]+)*$/.test(id)
    ? id
    : '';
}

/** The first field of this name (lower case), cut; null where there is none. */
export function fieldOf(reported: ReportedMessage | null, name: string): string | null {
  const field = reported?.headers.find(
    ([written]) => written.length === name.length && written.toLowerCase() === name,
  );
  return field === undefined ? null : field[1].slice(0, fieldChars);
}
