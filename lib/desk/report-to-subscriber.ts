// One report of our own feedback loop to one subscriber: his pace, the redacted report, the mail in the outbox. Called by
// use cases within their transaction. The same mail of the same users is one report, however often it comes.

import { createHash, createHmac } from 'node:crypto';
import type { Tx } from '@/lib/db/sql';
import { requireEnv } from '@/lib/env';
import { loadSenderDetails } from '@/lib/notices/fact-queries';
import { queueMail } from '@/lib/outgoing/store';
import { countReport, insertReport, lockPace, type Pace } from '@/lib/own-loop/report-store';
import type { InputKind, Match, ReportState } from '@/lib/own-loop/types';
import { ownLoopText } from '@/lib/own-loop/words';
import { redactReport, type RedactedReport } from '@/lib/passing-on/redact-report';
import type { ReadOriginal } from '@/lib/passing-on/types';
import { noticeAddresses } from './notice-settings';
import { newMarks } from './write-mail';
import { writeReportMail, type NamedReport } from './write-report-mail';

export interface OwnLoopMail {
  kind: InputKind;
  raw: Buffer;
  /** Whose mailbox it came to; hidden everywhere in what goes out. */
  recipients: string[];
  /** Who reported it, where that is another address; hidden as well. */
  reporter?: string | null;
  /** The client that handed it to our mail exchanger; null where nobody said. */
  clientIp: string | null;
}

/** A mail that can be reported: no report itself. */
export interface ReadableOwnLoopMail {
  mail: OwnLoopMail;
  original: ReadOriginal;
}

/** One report to one subscriber; null where he is active no more. Locks his row. */
export async function reportToSubscriber(
  tx: Tx,
  { mail, original }: ReadableOwnLoopMail,
  match: Match,
  now: Date,
): Promise<'queued' | 'held' | 'known' | null> {
  const pace = await lockPace(tx, match.subscriberId, now);
  if (pace === null) return null;
  const state = stateOf(pace);
  const id = await insertReport(tx, match, { key: keyOf(mail), kind: mail.kind, state }, now);
  if (id === null) return 'known';
  await countReport(tx, match.subscriberId, state, now);
  if (state !== 'queued') return 'held';
  const written = {
    redacted: redacted(mail, original, match, now),
    name: `meldestelle:own-loop/${id}`,
    about: '',
    receivedAt: now,
    kind: mail.kind === 'trap' ? 'trap' : 'user',
  };
  await queue(tx, { id, to: pace.reportAddress, subscriberId: match.subscriberId }, written, now);
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
    complainant: mail.reporter ?? mail.recipients[0] ?? null,
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
  { id, to, subscriberId }: { id: number; to: string; subscriberId: number },
  report: NamedReport,
  now: Date,
): Promise<void> {
  const addresses = noticeAddresses();
  if (addresses === null) throw new Error('the settings of sending went away');
  const { provider } = await loadSenderDetails(tx);
  const marks = newMarks(addresses);
  const subject = `FW: ${report.redacted.subject}`;
  const text = ownLoopText(provider);
  const mime = await writeReportMail(
    [report],
    { form: 'arf', marks, provider, to, subject, text, userId: null },
    now,
  );
  const relatedTo = { kind: 'own-loop-subscriber', id: subscriberId };
  const one = { purpose: 'own-loop' as const, key: `own-loop:${id}`, to, subject, mime, ...marks, relatedTo };
  if ((await queueMail(tx, one, now)) === null)
    throw new Error(`report ${id} of our loop is in a mail already`);
}
