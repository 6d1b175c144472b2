// XARF: JSON reports, by mail or posted.
// Promise: pure, never throws. Not this format where no document claims to be XARF; broken where one does and cannot be
// used; otherwise the first report, and behind it the further ones of the same mail.
// Source: XARF 4.2.0, XARF 3 (also 2 and 1).

import type { FormatReading, ReportItem } from '../../formats/types';
import type { MimePart } from '../../mime/types';
import { findDocuments } from './find-documents';
import { evidenceSource, readDocument } from './read-document';

/** Reads one mail as XARF, wherever in it the JSON stands. */
export function readXarf(mail: MimePart): FormatReading {
  const found = findDocuments(mail);
  if (!found.isDeclared) return { outcome: 'not-this-format' };
  return readAll(found.bodies);
}

/** Reads posted JSON: the same result as for a mail that holds it. */
export function readXarfDocument(json: Buffer): FormatReading {
  return readAll([json]);
}

/** The reported mail that a XARF mail holds: null where the mail is no XARF, otherwise its bytes or nothing. */
export function xarfReportedSource(mail: MimePart): { source: Buffer | null } | null {
  const found = findDocuments(mail);
  if (!found.isDeclared) return null;
  const first = found.bodies.find((body) => readDocument(body).outcome === 'report');
  return { source: first === undefined ? null : evidenceSource(first) };
}

function readAll(bodies: readonly Buffer[]): FormatReading {
  const items: ReportItem[] = [];
  let fault: string | null = null;
  for (const body of bodies) {
    const reading = readDocument(body);
    if (reading.outcome === 'report') items.push({ report: reading.report, reported: reading.reported });
    else if (reading.outcome === 'broken') fault ??= reading.reason;
  }
  const [first, ...more] = items;
  if (first === undefined) return { outcome: 'broken', reason: fault ?? 'xarf-json-missing' };
  if (fault !== null) first.report.notes = [...first.report.notes, `xarf:another-document:${fault}`].sort();
  return {
    outcome: 'report',
    report: first.report,
    reported: first.reported,
    ...(more.length > 0 ? { more } : {}),
  };
}
