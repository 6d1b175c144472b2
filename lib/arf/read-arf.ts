// The Abuse Reporting Format.
// Promise: pure, never throws. Three outcomes: not this format; broken, where a mail says by its MIME
// types that it is ARF and no Feedback-Type can be found; a report that keeps unknown fields.
// Source: RFC 5965 (§2 container, §3 fields, §4 malformed reports), RFC 6591, RFC 6650 §4.5.

import { readReportedMessage } from '../formats/reported-message';
import type { FormatReading, ReportedMessage, ReportItem } from '../formats/types';
import type { MimePart } from '../mime/types';
import { feedbackTypeOf, interpretFields } from './interpret-fields';
import { readMachinePart } from './machine-part';
import {
  findOriginalPart,
  holdsFeedbackPart,
  isFeedbackPart,
  ownLeaves,
  type OriginalPart,
} from './original-part';
import { sortFields, type ReportFields } from './report-fields';

/** Why a mail that claims to be ARF cannot be used. */
export type ArfFault =
  'feedback-part-missing' | 'feedback-part-empty' | 'feedback-part-too-large' | 'feedback-type-missing';

/** One machine-readable part that can be used, and where it stands. */
interface Machine {
  fields: ReportFields;
  feedbackType: string;
  container: MimePart;
  part: MimePart;
  notes: Set<string>;
}

/**
 * Reads one mail as ARF. Feedback parts inside the reported mail are not this report's. Where a mail
 * carries several reports, each in a container of its own, the others follow in `more`.
 */
export function readArf(mail: MimePart): FormatReading {
  const machines = readMachines(mail);
  if (machines === null) return { outcome: 'not-this-format' };
  if (typeof machines === 'string') return { outcome: 'broken', reason: machines };
  const [first, ...others] = machines;
  const { report, reported } = toReport(mail, first);
  if (others.length === 0) return { outcome: 'report', report, reported };
  return { outcome: 'report', report, reported, more: others.map((machine) => toReport(mail, machine)) };
}

/**
 * The part that holds the mail complained about in one report of an ARF mail, by its place among the mail's reports;
 * null where it is no ARF.
 */
export function arfOriginalPart(mail: MimePart, ordinal = 0): { part: MimePart | null } | null {
  const machines = readMachines(mail);
  if (machines === null || typeof machines === 'string') return null;
  const machine = machines[ordinal];
  return { part: machine === undefined ? null : (originalOf(mail, machine)?.part ?? null) };
}

/** The machine-readable parts that the reports of an ARF mail were read from, in their order. */
export function arfMachineParts(mail: MimePart): MimePart[] {
  const machines = readMachines(mail);
  return machines === null || typeof machines === 'string' ? [] : machines.map(({ part }) => part);
}

/** The usable machine parts, one for each report; the fault where there are none; null where it is no ARF. */
function readMachines(mail: MimePart): [Machine, ...Machine[]] | ArfFault | null {
  const isDeclared = mail.parameters.get('report-type')?.toLowerCase() === 'feedback-report';
  const containers = feedbackContainers(mail);
  if (containers.length === 0 && isDeclared) {
    const guessed = relabelled(mail);
    if (guessed.parts.length === 0 && isAnnouncedXarf(mail)) return null;
    containers.push(guessed);
  }
  if (containers.length === 0) return null;
  const machines: Machine[] = [];
  let fault: ArfFault = 'feedback-part-missing';
  for (const { container, parts } of containers) {
    const machine = firstUsable(container, parts);
    if (typeof machine === 'string') {
      fault = machine;
      continue;
    }
    if (parts.length > 1) machine.notes.add('struct:several-feedback-parts');
    noteContainer(mail, isDeclared, machine.notes);
    machines.push(machine);
  }
  const [first, ...others] = machines;
  return first === undefined ? fault : [first, ...others];
}

/** X-ARF's text fields also come in this container; their reader says what is missing. */
function isAnnouncedXarf({ header }: MimePart): boolean {
  return header.fields.some(({ key }) => key === 'x-arf' || key === 'x-xarf');
}

interface FeedbackContainer {
  container: MimePart;
  parts: MimePart[];
}

/**
 * The declared feedback parts by the multipart that they stand in; a mail can be a feedback part itself.
 * What stands deeper than a feedback part is inside its report: a report about a report.
 */
function feedbackContainers(mail: MimePart): FeedbackContainer[] {
  if (isFeedbackPart(mail)) return [{ container: mail, parts: [mail] }];
  if (holdsFeedbackPart(mail)) return [{ container: mail, parts: mail.children.filter(isFeedbackPart) }];
  return mail.children.flatMap((part) => (part.children.length === 0 ? [] : feedbackContainers(part)));
}

/**
 * A declared report without a feedback part: the second part, or else another one, if it begins with the
 * fields all the same (some gateways relabel unknown types).
 */
function relabelled(mail: MimePart): FeedbackContainer {
  const [first, second, ...others] = mail.children;
  const candidates = [second, first, ...others].filter(
    (part) => part !== undefined && part.children.length === 0 && !part.type.startsWith('message/rfc822'),
  );
  const part = candidates.find((candidate) => candidate !== undefined && beginsWithFeedbackType(candidate));
  return { container: mail, parts: part === undefined ? [] : [part] };
}

function beginsWithFeedbackType(part: MimePart): boolean {
  const read = readMachinePart(part, new Set());
  return read.outcome === 'fields' && read.fields[0]?.key === 'feedback-type';
}

/** The first part with a Feedback-Type, or the fault of the last one tried. */
function firstUsable(container: MimePart, parts: readonly MimePart[]): Machine | ArfFault {
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
    if (feedbackType !== null) return { fields, feedbackType, container, part, notes };
    fault = 'feedback-type-missing';
  }
  return fault;
}

function noteContainer(mail: MimePart, isDeclared: boolean, notes: Set<string>): void {
  if (mail.type !== 'multipart/report') notes.add('struct:not-multipart-report');
  else if (!isDeclared) notes.add('struct:no-report-type');
}

function originalOf(mail: MimePart, { container, part, notes }: Machine): OriginalPart | null {
  return findOriginalPart(ownLeaves(mail, container), part, notes, container.children);
}

function toReport(mail: MimePart, machine: Machine): ReportItem {
  const { notes, part, fields, feedbackType } = machine;
  if (!isFeedbackPart(part)) notes.add(`struct:feedback-part-type:${part.type.slice(0, 60)}`);
  const report = interpretFields(feedbackType, fields, notes);
  let reported: ReportedMessage | null = null;
  const original = originalOf(mail, machine);
  if (original === null) notes.add('orig:missing');
  else {
    const reading = readReportedMessage(original.part, original.kind);
    reported = reading.message;
    for (const code of reading.notes) notes.add(code);
  }
  report.notes = [...notes].sort();
  return { report, reported };
}
