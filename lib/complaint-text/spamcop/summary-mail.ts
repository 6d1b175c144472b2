// Which mails are SpamCop's summaries and alerts.
// Promise: pure, linear. A summary is known by the head of its table in a mail that SpamCop's name stands on; an alert
// by its subject and nothing but addresses after the greeting.

import { firstValue } from '../../mime/header';
import { MAIL_LIMITS } from '../../mime/limits';
import { decodedBody, leafParts } from '../../mime/read-mail';
import { parseMailDate } from '../../mime/dates';
import type { MimePart } from '../../mime/types';
import { isSummaryHead, readAlert, readSummary, type Summary } from './summary';
import { readLines } from './text-lines';

/** The rows of a summary or alert; null where the mail is neither. */
export function readSummaryMail(mail: MimePart): Summary | null {
  const subject = (firstValue(mail.header.fields, 'subject') ?? '').trim().toLowerCase();
  const from = (firstValue(mail.header.fields, 'from') ?? '').toLowerCase();
  if (!subject.startsWith('[spamcop]') && !from.includes('spamcop')) return null;
  const mailDate = parseMailDate(firstValue(mail.header.fields, 'date') ?? '')?.iso ?? null;
  for (const part of leafParts(mail)) {
    if (part.type !== 'text/plain') continue;
    const body = decodedBody(part, MAIL_LIMITS.machinePartBytes);
    const lines = readLines(body, MAIL_LIMITS.machinePartBytes).map((line) => line.text);
    if (lines.some(isSummaryHead)) return readSummary(lines, mailDate);
    if (subject === '[spamcop] alert') return readAlert(lines, mailDate);
  }
  return null;
}
