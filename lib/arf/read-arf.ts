// The Abuse Reporting Format.
// Promise: pure, never throws. Three outcomes: not this format; broken, where a mail says by its MIME
// types that it is ARF and no Feedback-Type can be found; a report that keeps unknown fields.
// Source: RFC 5965 (§2 container, §3 fields, §4 malformed reports), RFC 6591, RFC 6650 §4.5.

import { readReportedMessage } from '../formats/reported-message';
import type { FormatReading, ParsedReport, ReportedMessage } from '../formats/types';
import { leafParts } from '../mime/read-mail';
import type { MimePart } from '../mime/types';
import { feedbackTypeOf, interpretFields } from './interpret-fields';
import { readMachinePart } from './machine-part';
import { findOriginalPart } from './original-part';
import { sortFields, type ReportFields } from './report-fields';

const FEEDBACK_TYPE = 'message/feedback-report';

/** Why a mail that claims to be ARF cannot be used. */
export type ArfFault =
  'feedback-part-missing' | 'feedback-part-empty' | 'feedback-part-too-large' | 'feedback-type-missing';

type Machine = { fields: ReportFields; feedbackType: string; part: MimePart; notes: Set<string> };

/** Reads one mail as ARF. Feedback parts inside the reported mail are not this report's. */
export function readArf(mail: MimePart): FormatReading {
  const leaves = leafParts(mail);
  const isDeclared = mail.parameters.get('report-type')?.toLowerCase() === 'feedback-report';
  const parts = feedbackParts(mail, leaves, isDeclared);
  if (parts.length === 0) {
    return isDeclared && !isAnnouncedXarf(mail)
      ? { outcome: 'broken', reason: 'feedback-part-missing' satisfies ArfFault }
      : { outcome: 'not-this-format' };
  }
  const machine = firstUsable(parts);
  if (typeof machine === 'string') return { outcome: 'broken', reason: machine };
  if (parts.length > 1) machine.notes.add('struct:several-feedback-parts');
  noteContainer(mail, isDeclared, machine.notes);
  return toReport(leaves, machine);
}

/** X-ARF's text fields also come in this container; their reader says what is missing. */
function isAnnouncedXarf({ header }: MimePart): boolean {
  return header.fields.some(({ key }) => key === 'x-arf' || key === 'x-xarf');
}

/**
 * The declared feedback parts; where there is none in a declared report, the second part if it
 * begins with the fields all the same (some gateways relabel unknown types).
 */
function feedbackParts(mail: MimePart, leaves: readonly MimePart[], isDeclared: boolean): MimePart[] {
  const declared = leaves.filter((part) => part.type === FEEDBACK_TYPE);
  const second = mail.children[1];
  if (declared.length > 0 || !isDeclared || second === undefined) return declared;
  if (second.children.length > 0 || second.type.startsWith('message/rfc822')) return [];
  return typeof firstUsable([second]) === 'string' ? [] : [second];
}

/** The first part with a Feedback-Type, or the fault of the last one tried. */
function firstUsable(parts: readonly MimePart[]): Machine | ArfFault {
  let fault: ArfFault = 'feedback-part-missing';
  for (const part of parts) {
    const notes = new Set<string>();
    const read = readMachinePart(part, notes);
    if (read.outcome === 'broken') {
      fault = read.reason;
      continue;
    }
    const fields = sortFields(read.fields, notes);
    const feedbackType = feedbackTypeOf(fields);
    if (feedbackType !== null) return { fields, feedbackType, part, notes };
    fault = 'feedback-type-missing';
  }
  return fault;
}

function noteContainer(mail: MimePart, isDeclared: boolean, notes: Set<string>): void {
  if (mail.type !== 'multipart/report') notes.add('struct:not-multipart-report');
  else if (!isDeclared) notes.add('struct:no-report-type');
}

function toReport(leaves: readonly MimePart[], machine: Machine): FormatReading {
  const { notes, part, fields, feedbackType } = machine;
  if (part.type !== FEEDBACK_TYPE) notes.add(`struct:feedback-part-type:${part.type.slice(0, 60)}`);
  const claims = interpretFields(feedbackType, fields, notes);
  let reported: ReportedMessage | null = null;
  const original = findOriginalPart(leaves, part, notes);
  if (original === null) notes.add('orig:missing');
  else {
    const reading = readReportedMessage(original.part, original.kind);
    reported = reading.message;
    for (const code of reading.notes) notes.add(code);
  }
  const report: ParsedReport = { ...claims, notes: [...notes].sort() };
  return { outcome: 'report', report, reported };
}
