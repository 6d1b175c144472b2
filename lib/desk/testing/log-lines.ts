// Log lines of our mail servers into the database of a test, through the readers and the store that a follower uses.

import { sql } from '@/lib/db/sql';
import { LogClock } from '@/lib/maillog/clock';
import { TransactionJoiner } from '@/lib/maillog/joiner';
import { PostfixReader } from '@/lib/maillog/read-postfix';
import type { ReadingRun } from '@/lib/maillog/span-store';
import { ensurePartitions, writeBatch } from '@/lib/maillog/store';
import { forgetDeskContext } from '../desk-context';

export interface Submission {
  /** Of `arfMail`: gives queue id and Message-ID. */
  serial: number;
  /** Who logged in; null for a local program of uid 10017. */
  login: string | null;
  at: Date;
  recipient?: string;
}

const iso = (at: Date): string => at.toISOString().replace('Z', '+00:00');

/** The lines of the mail that `arfMail` with this serial reports. */
export function submissionLines({ serial, login, at, recipient = 'reader@example.org' }: Submission): string {
  const id = `4Q${serial.toString(36).toUpperCase()}`;
  const first =
    login === null
      ? `postfix/pickup[9]: ${id}: uid=10017 from=<web17>`
      : `postfix/submission/smtpd[9]: ${id}: client=client.example.org[198.51.100.7], sasl_method=PLAIN, sasl_username=${login}`;
  return [
    first,
    `postfix/cleanup[9]: ${id}: message-id=<mail${serial}@example.com>`,
    `postfix/qmgr[9]: ${id}: from=<x@example.com>, size=326, nrcpt=1 (queue active)`,
    `postfix/smtp[9]: ${id}: to=<${recipient}>, relay=mx.example.org[192.0.2.99]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)`,
  ]
    .map((line) => `${iso(at)} mail1 ${line}\n`)
    .join('');
}

/** A line of a mail that nobody complains about: it shows how far the log reaches. */
export function lastLine(at: Date, host = 'mail1'): string {
  const id = `4R${at.getTime().toString(36).toUpperCase()}`;
  return `${iso(at)} ${host} postfix/submission/smtpd[9]: ${id}: client=pc[198.51.100.8], sasl_method=PLAIN, sasl_username=other@example.com\n`;
}

/** Writes the lines as a follower would; `run`: what is read in one run has no holes. */
export async function writeLog(text: string, run: ReadingRun = { sourceId: 0, runAt: 0 }): Promise<void> {
  const reader = new PostfixReader(new LogClock('UTC', Date.now()), { host: null, syslogName: 'postfix' });
  const joiner = new TransactionJoiner(reader);
  joiner.feed(Buffer.from(text));
  joiner.end();
  const batch = joiner.take();
  const kept = { from: 0, to: Date.now() + 86_400_000 };
  await ensurePartitions(sql(), batch, kept);
  await sql().begin((tx) => writeBatch(tx, batch, kept, run));
  forgetDeskContext();
}
