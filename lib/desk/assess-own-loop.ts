// Whose mail it is that came in for our own feedback loop: signatures checked, subscribers matched, and the verdict of each
// mail. While no name server answers a mail waits, as reports do. Asks the DNS; writes nothing but when it first asked.

import { sql } from '@/lib/db/sql';
import type { HandedInMail } from '@/lib/own-loop/read-handed-in';
import { matchSender, type Sender } from '@/lib/own-loop/match-sender';
import { activeSenders } from '@/lib/own-loop/report-store';
import { bestOutcome, type InputKind, type InputOutcome, type Match } from '@/lib/own-loop/types';
import { loadSignatureChecks, saveSignatureChecks } from '@/lib/reporters/store';
import type { SignatureCheck } from '@/lib/reporters/types';
import { unsigned } from '@/lib/reporters/verify-signatures';
import type { ClaimedMessage, MessageVerdict } from '@/lib/reports/types';
import { mayWait } from './check-signatures';
import { seenVerdict } from './mail-verdict';
import { noticeAddresses } from './notice-settings';
import type { OwnLoopMessage } from './own-loop-of';
import { readOriginal } from './redact-kept-report';
import type { ReadableOwnLoopMail } from './report-to-subscriber';
import { verifyInTime } from './verify-in-time';

/** What a mail comes to. */
export interface OwnLoopReading {
  kind: InputKind;
  /** Mails of subscribers. */
  reports: (ReadableOwnLoopMail & { matches: Match[] })[];
  /** What became of those that go to nobody. */
  outcomes: InputOutcome[];
}

interface Assessed {
  message: ClaimedMessage;
  verdict: MessageVerdict;
  ownLoop: OwnLoopReading;
}

/** The readings, and the mails that have to wait for the DNS. */
export async function assessOwnLoop(
  messages: readonly OwnLoopMessage[],
  now: Date,
): Promise<{ readings: Assessed[]; postponed: ClaimedMessage[] }> {
  if (messages.length === 0) return { readings: [], postponed: [] };
  const mails = messages.flatMap(({ message, handedIn }) =>
    'mails' in handedIn ? handedIn.mails.map((mail) => ({ ...mail, at: message.receivedAt })) : [],
  );
  const signed = mails.filter(({ isSigned }) => isSigned);
  const [checks, senders] = await Promise.all([
    verifyInTime(signed.map(({ raw, at }) => ({ raw, at, dkimDomains: ['?'] }))),
    activeSenders(sql()),
  ]);
  const checkOf = new Map(signed.map(({ raw }, i) => [raw, checks[i] ?? unsigned]));
  const readings = messages.map((message) => assess(message, checkOf, senders));
  const postponed = await toPostpone(readings, now);
  const isPostponed = new Set(postponed.map(({ id }) => id));
  return { readings: readings.filter(({ message }) => !isPostponed.has(message.id)), postponed };
}

function assess(
  { message, outer, handedIn }: OwnLoopMessage,
  checkOf: ReadonlyMap<Buffer, SignatureCheck>,
  senders: readonly Sender[],
): Assessed {
  const { kind } = handedIn;
  const ownLoop: OwnLoopReading = { kind, reports: [], outcomes: [] };
  if ('problem' in handedIn) ownLoop.outcomes.push(handedIn.problem);
  else
    for (const mail of handedIn.mails) {
      const read = assessOne(kind, mail, checkOf.get(mail.raw) ?? unsigned, senders);
      if (typeof read === 'string') ownLoop.outcomes.push(read);
      else ownLoop.reports.push(read);
    }
  const seen = seenVerdict(message, outer);
  const matches = ownLoop.reports.flatMap((one) => one.matches);
  const domain = matches.find(({ by }) => by === 'dkim')?.value ?? null;
  const verdict: MessageVerdict = {
    ...seen,
    state: 'kept',
    format: 'own-loop',
    reasonCode: ownLoop.reports.length > 0 ? null : `own-loop-${bestOutcome(ownLoop.outcomes)}`,
    facts: { kind: `spam-${kind}`, domain },
  };
  return { message, verdict, ownLoop };
}

function assessOne(
  kind: InputKind,
  { raw, recipients, reporter, clientIp }: HandedInMail,
  { dkimDomains, results }: SignatureCheck,
  senders: readonly Sender[],
): OwnLoopReading['reports'][number] | InputOutcome {
  const original = readOriginal(raw);
  if (original === null) return 'no-mail';
  if (original === 'report') return 'about-report';
  const matches = matchSender({ dkimDomains, clientIp }, senders);
  if (matches.length === 0)
    return results.some(({ result }) => result === 'temperror') ? 'undecided' : 'no-subscriber';
  if (noticeAddresses() === null) return 'not-configured';
  return { mail: { kind, raw, recipients, reporter, clientIp }, original, matches };
}

/** Undecided ones that have not waited long enough. */
async function toPostpone(readings: readonly Assessed[], now: Date): Promise<ClaimedMessage[]> {
  const undecided = readings.flatMap(({ message, ownLoop }) =>
    ownLoop.outcomes.includes('undecided') ? [message] : [],
  );
  if (undecided.length === 0) return [];
  const ids = undecided.map(({ id }) => id);
  const kept = new Map((await loadSignatureChecks(sql(), ids)).map((row) => [row.rawMessageId, row]));
  await saveSignatureChecks(
    sql(),
    ids.map((rawMessageId) => ({ rawMessageId, result: unsigned, at: now })),
  );
  return undecided.filter(({ id }) => mayWait(kept.get(id), now));
}
