// X-ARF 0.1 and 0.2: abuse reports as text fields in a mail.
// Promise: pure, never throws, bounded. PLAIN is a report; BULK, a mail of such mails, is as many (none within one
// another); SECURE, signed or encrypted, is set before a person, with what can be read of it. An ARF part decides for
// ARF, whatever the header says. Source: X-ARF 0.1 (`X-ARF: YES`), 0.2 (`X-XARF: PLAIN | SECURE | BULK`).

import { findOriginalPart } from '../../arf/original-part';
import { emptyReport } from '../../formats/empty-report';
import { readReportedMessage } from '../../formats/reported-message';
import type { FormatReading, ReportItem } from '../../formats/types';
import { firstValue } from '../../mime/header';
import { MAIL_LIMITS } from '../../mime/limits';
import { decodedBody, leafParts, readMail } from '../../mime/read-mail';
import type { MimePart } from '../../mime/types';
import type { FlatField } from './flat-fields';
import { findReportPart } from './report-part';
import { toReport } from './to-report';

/** Why a mail that says in its header that it is X-ARF cannot be used. */
export type XarfTextFault = 'xarf-report-missing' | 'xarf-bulk-empty';

/** Reads one mail as X-ARF. */
export function readXarfText(mail: MimePart): FormatReading {
  if (leafParts(mail).some((part) => part.type === 'message/feedback-report'))
    return { outcome: 'not-this-format' };
  const kind = declaredKind(mail);
  if (kind === 'SECURE') return readSecure(mail);
  if (kind === 'BULK') return readBulk(mail);
  const item = itemOf(mail);
  if (item !== null) return { outcome: 'report', ...item };
  // `X-ARF: YES` alone also stands on mail of other formats.
  const isMissing = firstValue(mail.header.fields, 'x-xarf') !== null;
  return isMissing
    ? { outcome: 'broken', reason: 'xarf-report-missing' satisfies XarfTextFault }
    : { outcome: 'not-this-format' };
}

/** The part with the fields of a plain X-ARF mail; null for all other mail. */
export function xarfTextMachinePart(mail: MimePart): MimePart | null {
  const kind = declaredKind(mail);
  if (kind === 'BULK' || kind === 'SECURE') return null;
  return findReportPart(mail, kind !== null, new Set())?.part ?? null;
}

/**
 * The mail attached as evidence to one report, by its place among the mail's reports: null where the mail is no X-ARF,
 * otherwise its bytes, at most MAIL_LIMITS.mailBytes, or nothing.
 */
export function xarfTextReportedSource(mail: MimePart, ordinal = 0): { source: Buffer | null } | null {
  const isWrapped = declaredKind(mail) === 'BULK' || declaredKind(mail) === 'SECURE';
  if (!isWrapped) return evidenceOf(mail);
  let place = 0;
  for (const part of embeddedParts(mail)) {
    const plain = openPlain(part);
    const evidence = plain === null ? null : evidenceOf(plain);
    if (evidence === null) continue;
    if (place === ordinal) return evidence;
    place += 1;
  }
  return { source: null };
}

function evidenceOf(plain: MimePart): { source: Buffer | null } | null {
  const found = readPlain(plain);
  if (found === null) return null;
  const { original, report } = found;
  const isShown = original !== null && !report.isRestricted;
  return { source: isShown ? decodedBody(original, MAIL_LIMITS.mailBytes) : null };
}

type Kind = 'PLAIN' | 'SECURE' | 'BULK';

/** What the header announces; version 0.1 knows only plain reports. */
function declaredKind(mail: MimePart): Kind | null {
  const { fields } = mail.header;
  const kind = (firstValue(fields, 'x-xarf') ?? '').trim().toUpperCase();
  if (kind === 'SECURE' || kind === 'BULK') return kind;
  return kind !== '' || firstValue(fields, 'x-arf') !== null ? 'PLAIN' : null;
}

interface PlainReading extends ReportItem {
  /** The part that holds the reported mail. */
  original: MimePart | null;
}

function readPlain(mail: MimePart): PlainReading | null {
  const notes = new Set<string>();
  const kind = declaredKind(mail);
  const found = findReportPart(mail, kind !== null, notes);
  if (found === null) return null;
  if (kind === null) notes.add('struct:no-x-arf-header');
  if (mail.type !== 'multipart/mixed') notes.add(`struct:container:${mail.type.slice(0, 60)}`);
  const original = findOriginalPart(leafParts(mail), found.part, notes);
  if (original === null && claimsMail(found.fields)) notes.add('orig:missing');
  const reading = original === null ? null : readReportedMessage(original.part, original.kind);
  for (const note of reading?.notes ?? []) notes.add(note);
  const report = toReport(found.fields, notes);
  const reported = report.isRestricted ? null : (reading?.message ?? null);
  return { report, reported, original: original?.part ?? null };
}

/** Attachment names the type of the evidence; logs and screenshots are none of our reading. */
function claimsMail(fields: readonly FlatField[]): boolean {
  const type = fields.find((field) => field.key === 'attachment')?.values[0] ?? '';
  return /rfc822/i.test(type);
}

function embeddedParts(mail: MimePart): MimePart[] {
  return leafParts(mail).filter((part) => part.type === 'message/rfc822');
}

/** The mail in one part of a wrapper; null where it cannot be read or is itself a wrapper. */
function openPlain(part: MimePart): MimePart | null {
  const reading = readMail(decodedBody(part, MAIL_LIMITS.mailBytes));
  if (reading.outcome === 'broken') return null;
  return (declaredKind(reading.root) ?? 'PLAIN') === 'PLAIN' ? reading.root : null;
}

/** As many reports as there are plain mails, one opened after the other; a wrapper among them is not. */
function readBulk(mail: MimePart): FormatReading {
  const parts = embeddedParts(mail);
  const items = parts.flatMap((part) => itemOf(openPlain(part)) ?? []);
  const [first, ...more] = items;
  if (first === undefined) return { outcome: 'broken', reason: 'xarf-bulk-empty' satisfies XarfTextFault };
  if (items.length === parts.length) return { outcome: 'report', ...first, more };
  const notes = [...first.report.notes, 'bulk:unreadable-report'].sort();
  return { outcome: 'report', ...first, report: { ...first.report, notes }, more };
}

/** Of a signed report the content lies open; of an encrypted one, nothing. Neither signature nor key is looked at. */
function readSecure(mail: MimePart): FormatReading {
  const [part] = embeddedParts(mail);
  const item = part === undefined ? null : itemOf(openPlain(part));
  const { report, reported } = item ?? { report: emptyReport('other'), reported: null };
  return { outcome: 'candidate', reason: 'x-arf-secure', findings: [], report, reported, text: null };
}

function itemOf(plain: MimePart | null): ReportItem | null {
  const found = plain === null ? null : readPlain(plain);
  return found === null ? null : { report: found.report, reported: found.reported };
}
