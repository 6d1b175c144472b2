// Use case: a mail that one of our users called spam, or that came to a trap, becomes a report to each subscriber who
// sent it. Nothing of the mail is stored; what goes out is written anew without whoever received it.

import { createHash, createHmac } from 'node:crypto';
import { sql, type Tx } from '@/lib/db/sql';
import { txtResolver } from '@/lib/dns/resolver';
import { requireEnv } from '@/lib/env';
import { loadSenderDetails } from '@/lib/notices/fact-queries';
import { queueMail } from '@/lib/outgoing/store';
import { matchSender } from '@/lib/own-loop/match-sender';
import { activeSenders, insertReport, lockPace, type Pace } from '@/lib/own-loop/report-store';
import type { InputKind, Match, ReportState } from '@/lib/own-loop/types';
import { ownLoopText } from '@/lib/own-loop/words';
import { redactReport, type RedactedReport } from '@/lib/passing-on/redact-report';
import type { ReadOriginal } from '@/lib/passing-on/types';
import { verifySignatures, type KeyResolver } from '@/lib/reporters/verify-signatures';
import { noticeAddresses } from './notice-settings';
import { done, refused, type Outcome } from './outcome';
import { readOriginal } from './redact-kept-report';
import { newMarks } from './write-mail';
import { writeReportMail } from './write-report-mail';

export interface OwnLoopMail {
  kind: InputKind;
  raw: Buffer;
  /** Whose mailbox it came to; hidden everywhere in what goes out. */
  recipients: string[];
  /** The client that handed it to our mail exchanger; null where the caller does not know. */
  clientIp: string | null;
}

export interface OwnLoopAnswer {
  /** Subscribers the mail is from; reports that were queued, held back for the pace, and known already. */
  matched: number;
  queued: number;
  held: number;
  known: number;
}

type Refused = 'empty-body' | 'not-a-mail' | 'about-report' | 'undecided' | 'not-configured';

/**
 * Takes the mail. Expected errors: `empty-body`, `not-a-mail`; `about-report`: nobody reports about reports (RFC 6650 §6);
 * `undecided`: no name server said whose signature it is, the call may be repeated; `not-configured`: no mail can be sent.
 */
export async function takeOwnLoopMail(
  mail: OwnLoopMail,
  { now = new Date(), resolve = txtResolver() }: { now?: Date; resolve?: KeyResolver } = {},
): Promise<Outcome<OwnLoopAnswer, Refused>> {
  if (mail.raw.length === 0) return refused('empty-body');
  if (noticeAddresses() === null) return refused('not-configured');
  const original = readOriginal(mail.raw);
  if (original === null) return refused('not-a-mail');
  if (original === 'report') return refused('about-report');
  const [signatures, senders] = await Promise.all([
    verifySignatures(mail.raw, now, resolve),
    activeSenders(sql()),
  ]);
  const { dkimDomains, results } = signatures;
  const matches = matchSender({ dkimDomains, clientIp: mail.clientIp }, senders);
  if (matches.length === 0 && results.some(({ result }) => result === 'temperror'))
    return refused('undecided');
  const answer: OwnLoopAnswer = { matched: matches.length, queued: 0, held: 0, known: 0 };
  for (const match of matches) {
    const state = await sql().begin((tx) => report(tx, mail, original, match, now));
    if (state !== null) answer[state] += 1;
  }
  return done(answer);
}

/** One report to one subscriber; null where he is active no more. */
async function report(
  tx: Tx,
  mail: OwnLoopMail,
  original: ReadOriginal,
  match: Match,
  now: Date,
): Promise<'queued' | 'held' | 'known' | null> {
  const pace = await lockPace(tx, match.subscriberId, now);
  if (pace === null) return null;
  const state = stateOf(pace);
  const id = await insertReport(tx, match, { key: keyOf(mail), kind: mail.kind, state }, now);
  if (id === null) return 'known';
  if (state !== 'queued') return 'held';
  await queue(tx, id, pace.reportAddress, redacted(mail, original, match, now), match, now);
  return 'queued';
}

function stateOf({ lastHour, lastDay, perHour, perDay }: Pace): ReportState {
  if (lastDay >= perDay) return 'held-day';
  return lastHour >= perHour ? 'held-hour' : 'queued';
}

/** The same mail of the same users, whatever the order in which they are named. */
function keyOf({ raw, recipients }: OwnLoopMail): Buffer {
  const users = [...recipients].map((one) => one.trim().toLowerCase()).sort();
  return createHash('sha256').update(raw).update('\0').update(users.join('\0')).digest();
}

function redacted(mail: OwnLoopMail, original: ReadOriginal, match: Match, now: Date): RedactedReport {
  const key = createHmac('sha256', requireEnv('SECRET_KEY'))
    .update('own-loop-redaction')
    .update(String(match.subscriberId))
    .digest('hex');
  const kept = {
    feedbackType: 'abuse',
    sourceIp: mail.clientIp,
    sourcePort: null,
    arrivalDate: now.toISOString(),
    originalMailFrom: null,
    originalRcptTo: mail.recipients,
    reportedDomain: match.by === 'dkim' ? [match.value] : [],
    reportedUri: [],
    incidents: 1,
    complainant: mail.recipients[0] ?? null,
    messageId: null,
    subject: null,
    headerFrom: null,
    mailDate: null,
  };
  // Its own domain may stand in the report; lines of transport say where our users have their mailboxes.
  return redactReport(kept, original, {
    level: 'tokens',
    key,
    keep: [],
    isOwnHost: () => false,
    isOwnDomain: (domain) => match.by === 'dkim' && domain === match.value,
  });
}

async function queue(
  tx: Tx,
  id: number,
  to: string,
  report: RedactedReport,
  { subscriberId }: Match,
  now: Date,
): Promise<void> {
  const addresses = noticeAddresses();
  if (addresses === null) throw new Error('the settings of sending went away');
  const { provider } = await loadSenderDetails(tx);
  const marks = newMarks(addresses);
  const subject = `FW: ${report.subject}`;
  const reports = [{ redacted: report, name: `meldestelle:own-loop/${id}`, about: '' }] as const;
  const text = ownLoopText(provider);
  const mime = await writeReportMail(
    [...reports],
    { form: 'arf', marks, provider, to, subject, text, userId: null },
    now,
  );
  const relatedTo = { kind: 'own-loop-subscriber', id: subscriberId };
  const one = { purpose: 'own-loop' as const, key: `own-loop:${id}`, to, subject, mime, ...marks, relatedTo };
  if ((await queueMail(tx, one, now)) === null)
    throw new Error(`report ${id} of our loop is in a mail already`);
}
