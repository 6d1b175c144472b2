// XARF: JSON reports, by mail or posted.
// Promise: pure, never throws. Not this format where nothing in a mail claims to be XARF; broken where something does
// and cannot be used; otherwise the first report, and behind it the further ones of the same mail.
// Source: XARF 4.2.0, XARF 3 (also 2 and 1).

import { readReportedMessage } from '../../formats/reported-message';
import type { FormatReading, ReportItem } from '../../formats/types';
import { MAIL_LIMITS } from '../../mime/limits';
import { decodedBody, leafParts } from '../../mime/read-mail';
import type { MimePart } from '../../mime/types';
import { findDocuments } from './find-documents';
import { evidenceSource, readDocument, type DocumentReading } from './read-document';

/** Reads one mail as XARF, wherever in it the JSON stands. */
export function readXarf(mail: MimePart): FormatReading {
  const found = findDocuments(mail);
  if (!found.isXarf) return { outcome: 'not-this-format' };
  const reading = readAll(found.bodies);
  const attached = reading.outcome === 'report' ? attachedMail(mail, reading) : null;
  if (reading.outcome !== 'report' || attached === null) return reading;
  const { message, notes } = readReportedMessage(attached, 'message');
  const report = { ...reading.report, notes: [...new Set([...reading.report.notes, ...notes])].sort() };
  return { ...reading, report, reported: message };
}

/** Reads posted JSON: the same result as for a mail that holds nothing else. */
export function readXarfDocument(json: Buffer): FormatReading {
  return readAll([json]);
}

/** The parts of a mail that are read as XARF documents, in the order of the mail. */
export function xarfMachineParts(mail: MimePart): MimePart[] {
  return findDocuments(mail).parts;
}

/**
 * The reported mail of one report of a XARF mail, by its place among them: null where the mail is no XARF, otherwise its
 * bytes or nothing.
 */
export function xarfReportedSource(mail: MimePart, ordinal = 0): { source: Buffer | null } | null {
  const found = findDocuments(mail);
  if (!found.isXarf) return null;
  const reading = readAll(found.bodies);
  if (reading.outcome !== 'report') return { source: null };
  const attached = attachedMail(mail, reading);
  if (attached !== null) return { source: decodedBody(attached, MAIL_LIMITS.mailBytes) };
  const body = found.bodies.filter((each) => readDocument(each).outcome === 'report')[ordinal];
  return { source: body === undefined ? null : evidenceSource(body) };
}

/** Some attach the mail beside the document instead of within it: with one report it is clear which one it belongs to. */
function attachedMail(
  mail: MimePart,
  reading: ReportItem & { more?: readonly ReportItem[] },
): MimePart | null {
  if (reading.reported !== null || reading.report.isRestricted || reading.more !== undefined) return null;
  return leafParts(mail).find((leaf) => leaf.type === 'message/rfc822') ?? null;
}

function readAll(bodies: readonly Buffer[]): FormatReading {
  const readings = bodies.map(readDocument);
  const faults = readings.filter((reading) => reading.outcome === 'broken');
  const apart = faults.find((reading) => reading.restrictedCategory !== undefined);
  const [first, ...more] = readings.filter(isReport).map(({ report, reported }) => ({ report, reported }));
  // A faulty document about sexual abuse of children sets the whole mail apart, whatever stands beside it.
  if (apart !== undefined) return apart;
  if (first === undefined) return faults[0] ?? { outcome: 'broken', reason: 'xarf-json-missing' };
  const noted = faults.map(({ reason }) => `xarf:another-document:${reason}`);
  const report = { ...first.report, notes: [...new Set([...first.report.notes, ...noted])].sort() };
  return { outcome: 'report', report, reported: first.reported, ...(more.length > 0 ? { more } : {}) };
}

function isReport(reading: DocumentReading): reading is Extract<DocumentReading, { outcome: 'report' }> {
  return reading.outcome === 'report';
}
