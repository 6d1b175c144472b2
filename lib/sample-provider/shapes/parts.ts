// Building blocks that the programs' shapes share.
// Source: RFC 5965 §2.

import { base64Lines } from '../encode';
import type { Original } from '../original';

export interface Part {
  type: string;
  /** Further Content fields. */
  fields?: readonly string[];
  text: string;
}

/** A multipart body and its Content-Type field. */
export function multipart(
  subtype: string,
  boundary: string,
  parts: readonly Part[],
  parameters = '',
): { contentFields: string; body: string } {
  const text = parts.map((part) =>
    [`--${boundary}`, `Content-Type: ${part.type}`, ...(part.fields ?? []), '', part.text, ''].join('\n'),
  );
  return {
    contentFields: `Content-Type: multipart/${subtype};${parameters}\n\tboundary="${boundary}"`,
    body: `${text.join('')}--${boundary}--`,
  };
}

/** The container of RFC 5965: multipart/report with report-type=feedback-report. */
export function feedbackReport(
  boundary: string,
  parts: readonly Part[],
): { contentFields: string; body: string } {
  return multipart('report', boundary, parts, ' report-type=feedback-report;');
}

/** `Name: value` lines; entries without a value are left out. */
export function fieldLines(fields: readonly (readonly [string, string | null])[]): string {
  return fields.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`])).join('\n');
}

/** The reported mail, with the To value of the shape's choice; null leaves To out. */
export function reportedMessage(original: Original, to: string | null): string {
  return `${reportedHeader(original, to)}\n\n${original.body.text}`;
}

/** Its header alone. */
export function reportedHeader(original: Original, to: string | null): string {
  const { fieldsBeforeTo, fieldsAfterTo } = original;
  return to === null
    ? `${fieldsBeforeTo}\n${fieldsAfterTo}`
    : `${fieldsBeforeTo}\nTo: ${to}\n${fieldsAfterTo}`;
}

/** Every trace of the recipient replaced, as redacting programs do (RFC 6590). */
export function redact(text: string, original: Original, replacement: string): string {
  return text.replaceAll(original.rcptTo, replacement);
}

/** A part whose text travels as base64. */
export function base64Part(type: string, text: string): Part {
  return { type, fields: ['Content-Transfer-Encoding: base64'], text: base64Lines(text) };
}
