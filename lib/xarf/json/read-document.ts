// One XARF document, of whatever version, to one report.
// Promise: pure, never throws. Valid documents become reports; faulty ones say where their fault is; those about sexual
// abuse of children say nothing more than that, also where they are faulty. Source: XARF 4.2.0; XARF 3, 2, 1.

import type { Broken, ReportItem } from '../../formats/types';
import { evidenceMail, readEvidenceMail } from './evidence';
import { jsonText, readJson } from './read-json';
import { keepDocument } from './keep-document';
import { mentionsRestricted, restrictedCategory, restrictedReport } from './restricted';
import { toReport } from './to-report';
import { convertV3 } from './v3/convert';
import { faultOfV3 } from './v3/check';
import { faultOfV4 } from './v4/check';

/** A document of version 4 is known by its version; where that is missing, by what no older one has. */
const V4_MARKS = ['xarf_version', 'source_identifier', 'report_id'];

/** What one document comes to. `reason` is a JSON fault or `xarf:<path>:<kind>`. */
export type DocumentReading = ({ outcome: 'broken' } & Broken) | ({ outcome: 'report' } & ReportItem);

/** Reads the bytes of one JSON document. */
export function readDocument(json: Buffer): DocumentReading {
  const normal = normalDocument(json);
  if (normal.outcome !== 'valid') return normal;
  const notes = new Set(normal.notes);
  const kept = keepDocument(normal.document, notes);
  const mail = evidenceMail(normal.document);
  const reading = mail === null ? null : readEvidenceMail(mail);
  for (const note of [...(mail?.notes ?? []), ...(reading?.notes ?? [])]) notes.add(note);
  return {
    outcome: 'report',
    report: toReport(normal.document, kept, normal.version, notes),
    reported: reading?.message ?? null,
  };
}

/** The mail in the evidence of one document, decoded; null where there is none or nobody may see it. */
export function evidenceSource(json: Buffer): Buffer | null {
  const normal = normalDocument(json);
  return normal.outcome === 'valid' ? (evidenceMail(normal.document)?.bytes ?? null) : null;
}

type NormalDocument =
  | DocumentReading
  | { outcome: 'valid'; document: Record<string, unknown>; version: string | null; notes: readonly string[] };

function normalDocument(json: Buffer): NormalDocument {
  const read = readJson(json);
  if ('fault' in read) {
    return broken(read.fault, mentionsRestricted(jsonText(json)) ? 'content/csam' : null);
  }
  const { document } = read;
  const isV4 = V4_MARKS.some((name) => Object.hasOwn(document, name));
  const fault = isV4 ? faultOfV4(document) : faultOfV3(document);
  const category = restrictedCategory(document);
  if (fault !== null) return broken(fault, category);
  if (category !== null) {
    return { outcome: 'report', report: restrictedReport(document, category), reported: null };
  }
  const version = versionOf(isV4 ? document.xarf_version : document.Version);
  return isV4
    ? { outcome: 'valid', document, version, notes: [] }
    : { outcome: 'valid', version, ...convertV3(document) };
}

function broken(reason: string, category: string | null): DocumentReading {
  return { outcome: 'broken', reason, ...(category === null ? {} : { restrictedCategory: category }) };
}

function versionOf(version: unknown): string | null {
  return typeof version === 'string' ? version.slice(0, 40) : null;
}
