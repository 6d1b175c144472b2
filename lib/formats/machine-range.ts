// Where in a raw mail its machine-readable parts stand, for people who look at the source.
// Promise: pure, never throws; ranges of the raw bytes, in order, none overlapping; none where the mail cannot be walked
// or where a part was read out of an encoded container, whose bytes the source does not show.
// The parts are those that the report was read from.

import { arfMachineParts } from '../arf/read-arf';
import { spamcopMachineText } from '../complaint-text/spamcop/read-spamcop';
import { leafParts, readMail } from '../mime/read-mail';
import { isEncoded } from '../mime/transfer-encoding';
import type { MimePart } from '../mime/types';
import { xarfMachineParts } from '../xarf/json/read-xarf';
import { xarfTextMachinePart } from '../xarf/text/read-xarf-text';

/** Offsets into the raw mail; `end` is exclusive. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Written by machines for machines, whatever report they belong to: RFC 5965, RFC 3464, RFC 8098, RFC 6533. */
const MACHINE_TYPES =
  /^message\/(feedback-report|(global-)?delivery-status|(global-)?disposition-notification)$/;

/** The ranges of the machine-readable parts of one raw mail. */
export function machineRanges(raw: Buffer): ByteRange[] {
  const reading = readMail(raw);
  if (reading.outcome === 'broken') return [];
  const { root } = reading;
  // A mail that is encoded as a whole is walked in its decoded bytes.
  if (root.bytes.length !== raw.length) return [];
  const ranges = rangesIn(root).filter(({ start, end }) => start < end);
  return withoutOverlaps(ranges.sort((a, b) => a.start - b.start || b.end - a.end));
}

function rangesIn(root: MimePart): ByteRange[] {
  const text = xarfTextMachinePart(root);
  const parts = [
    ...xarfMachineParts(root),
    ...arfMachineParts(root),
    ...(text === null ? [] : [text]),
    ...leafParts(root).filter(({ type }) => MACHINE_TYPES.test(type)),
  ].filter((part) => part.bytes === root.bytes);
  return [
    ...parts.map(({ bodyStart, bodyEnd }) => ({ start: bodyStart, end: bodyEnd })),
    ...spamcopRange(root),
  ];
}

/** SpamCop's own words stand above the quoted mail in one text. */
function spamcopRange(root: MimePart): ByteRange[] {
  const text = spamcopMachineText(root);
  if (text === null || text.part.bytes !== root.bytes) return [];
  const { bodyStart, bodyEnd, encoding } = text.part;
  const isOneText = text.messageStart === null || isEncoded(encoding);
  return [{ start: bodyStart, end: isOneText ? bodyEnd : bodyStart + (text.messageStart ?? 0) }];
}

function withoutOverlaps(sorted: readonly ByteRange[]): ByteRange[] {
  const kept: ByteRange[] = [];
  for (const range of sorted) {
    if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
  }
  return kept;
}
