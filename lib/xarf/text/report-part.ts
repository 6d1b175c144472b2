// The part of an X-ARF mail that holds the fields.
// Promise: pure, bounded. It is the first text that has a Report-Type and, where no header announces X-ARF, a
// Schema-URL, wherever it stands: second in multipart/mixed as specified, or within multipart/alternative or
// multipart/report, in quoted-printable or base64. Source: X-ARF 0.1 and 0.2, the container.

import { MAIL_LIMITS } from '../../mime/limits';
import { decodedBody, leafParts } from '../../mime/read-mail';
import { isEncoded } from '../../mime/transfer-encoding';
import type { MimePart } from '../../mime/types';
import { isXarfField } from './field-names';
import { readFlatFields, type FlatField } from './flat-fields';

interface ReportPart {
  part: MimePart;
  fields: FlatField[];
}

/** Both fields together are in no other mail. */
const MARKS = ['report-type', 'schema-url'];

/** Finds the fields; null where the mail has none. */
export function findReportPart(mail: MimePart, isDeclared: boolean, notes: Set<string>): ReportPart | null {
  for (const part of leafParts(mail)) {
    if (!isText(part)) continue;
    const body = decodedBody(part, MAIL_LIMITS.machinePartBytes);
    if (!isDeclared && !body.includes('Schema-URL')) continue;
    const { fields, strayLines } = readFlatFields(body, isXarfField);
    const has = (key: string): boolean => fields.some((field) => field.key === key);
    const isReport = isDeclared
      ? has('report-type') && (has('source') || has('schema-url'))
      : MARKS.every(has);
    if (!isReport) continue;
    if (strayLines > 0) notes.add('struct:stray-line');
    if (isEncoded(part.encoding)) notes.add(`struct:report-part-${part.encoding}`);
    if (part.depth > 1) notes.add('struct:report-part-nested');
    return { part, fields };
  }
  return null;
}

function isText(part: MimePart): boolean {
  if (part.type === 'text/html') return false;
  return part.type.startsWith('text/') || part.parameters.get('name')?.toLowerCase() === 'report.txt';
}
