// Reports that call themselves ARF and cannot be used, and mails that pass a limit of the reader.
// Source: RFC 5965 §4 (malformed reports); the limits stand in `lib/mime/limits.ts` and are passed on purpose.

import { mailDate } from './calendar';
import type { Outgoing } from './delivery';
import { HEX, type Random } from './random';
import { feedbackReport, multipart, type Part } from './shapes/parts';

export const BROKEN_MAIL = [
  'no-feedback-type',
  'empty-machine-part',
  'no-machine-part',
  'too-many-parts',
  'too-deep',
] as const;
export type BrokenKind = (typeof BROKEN_MAIL)[number];

/** More than the reader's 500. */
const MANY_PARTS = 640;
/** More than the reader's 20. */
const DEEP_LEVELS = 40;

const HUMAN: Part = { type: 'text/plain; charset=us-ascii', text: 'This is an abuse report.\n' };
const ORIGINAL: Part = {
  type: 'message/rfc822',
  text: 'From: <shop@werbewelle.example>\nSubject: Sonderangebot\n\nNur heute.\n',
};

/** Writes one broken report. */
export function broken(
  kind: BrokenKind,
  receivedAt: Date,
  random: Random,
): Pick<Outgoing, 'from' | 'fromDomain' | 'envelopeFrom' | 'subject' | 'contentFields' | 'body'> {
  const fromDomain = 'altes-meldesystem.example';
  const envelopeFrom = `melder@${fromDomain}`;
  return {
    fromDomain,
    envelopeFrom,
    from: `Altes Meldesystem <${envelopeFrom}>`,
    subject: 'Abuse report',
    ...container(kind, receivedAt, `b_${random.text(HEX, 16)}`),
  };
}

function container(
  kind: BrokenKind,
  receivedAt: Date,
  boundary: string,
): { contentFields: string; body: string } {
  const machine = `User-Agent: Altes Meldesystem/0.3\nVersion: 1\nArrival-Date: ${mailDate(receivedAt, 0)}\n`;
  switch (kind) {
    case 'no-feedback-type':
      return feedbackReport(boundary, [HUMAN, { type: 'message/feedback-report', text: machine }, ORIGINAL]);
    case 'empty-machine-part':
      return feedbackReport(boundary, [HUMAN, { type: 'message/feedback-report', text: '' }, ORIGINAL]);
    case 'no-machine-part':
      return feedbackReport(boundary, [HUMAN, ORIGINAL]);
    case 'too-many-parts':
      return multipart('mixed', boundary, Array<Part>(MANY_PARTS).fill({ type: 'text/plain', text: 'x' }));
    case 'too-deep':
      return nested(boundary, DEEP_LEVELS);
  }
}

function nested(boundary: string, levels: number): { contentFields: string; body: string } {
  if (levels === 0) return multipart('mixed', boundary, [HUMAN]);
  const inner = nested(`${boundary}-${levels}`, levels - 1);
  const [type = '', ...rest] = inner.contentFields.replace('Content-Type: ', '').split('\n');
  return multipart('mixed', boundary, [{ type: [type, ...rest].join('\n'), text: inner.body }]);
}
