// What must hold of every answer, whatever the mail: it can be stored, it is bounded, and so was the work.
// Promise: throws with the reason; counts, never times.

import { MAIL_LIMITS } from '../../mime/limits';
import { readMail } from '../../mime/read-mail';
import { measureWork, type Work } from '../../mime/work';
import { readReport } from '../read-report';
import type { ReportOutcome } from '../types';

/** Reads the mail and holds the answer and the work against the limits; gives the outcome. */
export function readWithinLimits(raw: Buffer): ReportOutcome {
  expectBounded('walking', readMail(raw).work, raw.length);
  const { result, work } = measureWork(() => readReport(raw));
  expectBounded('reading', work, raw.length);
  expectStorable(result);
  return result;
}

/** At most so many passes over the mail, and so much copied out of it. */
export function expectBounded(what: string, work: Work, rawBytes: number): void {
  const sizeBytes = Math.min(rawBytes, MAIL_LIMITS.mailBytes);
  const mostScanned = MAIL_LIMITS.workFactor * sizeBytes + MAIL_LIMITS.workBytes;
  if (work.scannedBytes > mostScanned) {
    throw new Error(`${what} went over ${work.scannedBytes} bytes of ${sizeBytes}, at most ${mostScanned}`);
  }
  const mostKept = MAIL_LIMITS.keptFactor * sizeBytes + MAIL_LIMITS.workBytes;
  if (work.keptBytes > mostKept) {
    throw new Error(`${what} kept ${work.keptBytes} bytes of ${sizeBytes}, at most ${mostKept}`);
  }
}

/** No NUL, no half characters, no endless values, only numbers that survive JSON; few values in all. */
export function expectStorable(outcome: ReportOutcome): void {
  const size = { values: 0, chars: 0 };
  visit(outcome, size);
  if (size.values > MAIL_LIMITS.outcomeValues) throw new Error(`the outcome has ${size.values} values`);
  if (size.chars > MAIL_LIMITS.outcomeChars) throw new Error(`the outcome has ${size.chars} characters`);
}

function visit(value: unknown, size: { values: number; chars: number }): void {
  size.values += 1;
  if (typeof value === 'string') {
    size.chars += value.length;
    if (value.includes('\0')) throw new Error('a NUL in a string');
    if (/\p{Surrogate}/u.test(value)) throw new Error('half a character in a string');
    const most = Math.max(MAIL_LIMITS.fieldValueChars, MAIL_LIMITS.candidateTextChars);
    if (value.length > most) throw new Error(`a string of ${value.length} characters`);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`the number ${value}`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      visit(key, size);
      visit(item, size);
    }
  }
}
