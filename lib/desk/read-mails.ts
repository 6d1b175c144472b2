// Reads the mails of a claim and says what each comes to: unpacked, parsed, its signatures checked where nothing else
// vouches for it, judged, looked up in our mail log and the directory, and interpreted. Writes nothing; no transaction is open meanwhile.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import { readReport } from '@/lib/formats/read-report';
import type { ReportOutcome } from '@/lib/formats/types';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import type { ClaimedMessage, MessageVerdict } from '@/lib/reports/types';
import type { ClueSource } from '@/lib/attribution/log-clues';
import { noAliases } from '@/lib/attribution/follow-alias';
import type { LogKnowledge } from '@/lib/attribution/rungs/rung';
import type { FollowAlias } from '@/lib/attribution/types';
import type { SignatureCheck } from '@/lib/reporters/types';
import type { NewTask } from '@/lib/tasks/types';
import { askAliases } from './ask-aliases';
import { askConnections } from './ask-connections';
import { askMailLog } from './ask-mail-log';
import { checkSignatures } from './check-signatures';
import type { DeskContext } from './desk-context';
import {
  clueSourceOf,
  interpretReport,
  namedLogins,
  type InterpretedReport,
  type ReadReport,
} from './interpret-report';
import { assessOwnLoop, type OwnLoopReading } from './assess-own-loop';
import { judgeMail, type ReadOutcome } from './judge-mail';
import { outerToCheck } from './outer-to-check';
import { ownLoopOf, type OwnLoopMessage } from './own-loop-of';
import type { ReadWatch } from './read-watch';
import { replyOf, type ReplyReading } from './reply-of';
import { selfCheckOf } from './self-check-of';
import { unreadOfLoop, type UnreadOfLoop } from './loop-notes';

/**
 * Mails read before the sockets get their turn: about 2 ms. Another batch is being filed meanwhile, in some thirty
 * statements; read in one go, 500 mails would let it wait for each of them.
 */
const MAILS_AT_ONCE = 10;

/** What one mail comes to. */
export interface MailReading {
  message: ClaimedMessage;
  verdict: MessageVerdict;
  reports: InterpretedReport[];
  tasks: NewTask[];
  /** Set where it is an answer to a notice, or came back from one: no complaint then. */
  reply: ReplyReading | null;
  /** Number of our own check of a feedback loop's address, where it is one that arrived. */
  selfCheck: number | null;
  /** Set where it came in for our own feedback loop. */
  ownLoop: OwnLoopReading | null;
  /** Set where it gives itself out as a feedback loop's and no report could be read out of it. */
  unread: UnreadOfLoop | null;
}

export interface ReadingOptions {
  context: DeskContext;
  now: Date;
  watch: ReadWatch;
  /** Whoever gave us the mails vouches for what is stamped on them: their signatures are not checked. */
  isVouchedFor?: boolean;
}

/**
 * Reads `messages`: checks the signatures of those that need it, all at once, and asks the mail log and the directory
 * about all their reports. What needs none of these is interpreted as soon as it is read: of a batch only the rows are
 * then alive, and not the trees that they came from. `postponed` are mails whose signatures cannot be checked just now.
 */
export async function readMails(
  messages: ClaimedMessage[],
  { context, now, watch, isVouchedFor = false }: ReadingOptions,
): Promise<{ readings: MailReading[]; postponed: ClaimedMessage[] }> {
  const read: (UncheckedMail | OwnLoopMessage | JudgedMail)[] = [];
  for (const message of messages) {
    read.push(watched(message, watch, () => readOne(message, context, isVouchedFor)));
    if (read.length % MAILS_AT_ONCE === 0) await nextTurn();
  }
  const unchecked = read.filter((mail) => 'outcome' in mail);
  const checks = new Map(
    (await checkSignatures(unchecked, context, now)).map((check, i) => [unchecked[i], check] as const),
  );
  const { readings: handedIn, postponed } = await assessOwnLoop(
    read.filter((mail) => 'handedIn' in mail),
    now,
  );
  const judged: JudgedMail[] = handedIn.map((mail) => ({
    ...mail,
    ...nothing,
    reply: null,
    selfCheck: null,
  }));
  for (const mail of read) {
    if ('handedIn' in mail) continue;
    if ('verdict' in mail) {
      judged.push(mail);
      continue;
    }
    const { message, outcome } = mail;
    const signatures = checks.get(mail) ?? null;
    if (signatures === 'postpone') postponed.push(message);
    else judged.push(watched(message, watch, () => judge(message, outcome, signatures, context)));
  }
  return { readings: await interpret(judged, { context, now, watch }), postponed };
}

/** A mail whose signatures have to be checked before it can be judged. */
interface UncheckedMail {
  message: ClaimedMessage;
  outcome: ReadOutcome;
  raw: Buffer;
}

/** A judged mail; `items` are those of its reports that something has to be asked for first, by `sources`. */
type JudgedMail = MailReading & { items: ReadReport[]; sources: ClueSource[] };

/** Of mail that is no complaint. */
const nothing = { unread: null, reports: [], tasks: [], items: [], sources: [] };

function readOne(
  message: ClaimedMessage,
  context: DeskContext,
  isVouchedFor: boolean,
): UncheckedMail | OwnLoopMessage | JudgedMail {
  const { outcome, raw } = readMessage(message);
  const handedIn = ownLoopOf(message, outcome, raw, context);
  if (handedIn !== null) return handedIn;
  const empty = { ...nothing, ownLoop: null };
  const check = selfCheckOf(message, outcome, raw);
  if (check !== null) return { message, ...check, reply: null, ...empty };
  const answer = replyOf(message, outcome, raw, context);
  if (answer !== null) return { message, ...answer, selfCheck: null, ...empty };
  if (!isVouchedFor && outerToCheck(outcome, context) !== null) return { message, outcome, raw };
  return judge(message, outcome, null, context);
}

function judge(
  message: ClaimedMessage,
  outcome: ReadOutcome,
  signatures: SignatureCheck | null,
  context: DeskContext,
): JudgedMail {
  const { verdict, reportItems, tasks } = judgeMail(message, outcome, signatures, context);
  const items = reportItems.map((item, ordinal) => ({ ...item, ordinal, signatures }));
  const unread = unreadOfLoop(verdict, outcome, signatures, context);
  const mail = { message, verdict, tasks, reply: null, selfCheck: null, ownLoop: null, unread };
  const isLogAsked = context.mailLog !== null || context.hasConnections;
  if (isLogAsked || context.hasAliases) {
    const sources = isLogAsked ? items.map((item) => clueSourceOf(message, item)) : [];
    return { ...mail, reports: [], items, sources };
  }
  const unasked = { log: null, aliases: noAliases, connections: null };
  const reports = items.map((item) => interpretReport(message, item, context, unasked));
  return { ...mail, reports, items: [], sources: [] };
}

async function interpret(
  judged: JudgedMail[],
  { context, now, watch }: ReadingOptions,
): Promise<MailReading[]> {
  const sources = judged.flatMap((mail) => mail.sources);
  const [known, connected] = await Promise.all([
    askMailLog(sources, context.mailLog, context.network, now),
    context.hasConnections ? askConnections(sources) : [],
  ]);
  let next = 0;
  const mails = judged.map((mail) => {
    const logs = known.slice(next, next + mail.items.length);
    const connections = connected.slice(next, next + mail.items.length);
    next += mail.items.length;
    return { ...mail, logs, connections };
  });
  const aliases = context.hasAliases ? await followAll(mails, { context, watch }) : noAliases;
  return mails.map(({ items, reports: unasked, sources: _sources, logs, connections, ...mail }) => {
    if (items.length === 0) return { ...mail, reports: unasked };
    const { message } = mail;
    const reports = watched(message, watch, () =>
      items.map((item, i) =>
        interpretReport(message, item, context, {
          log: logs[i] ?? null,
          aliases,
          connections: connections[i] ?? null,
        }),
      ),
    );
    return { ...mail, reports };
  });
}

/** What the directory says of every login that a trace in these mails names. */
function followAll(
  mails: readonly (JudgedMail & { logs: (LogKnowledge | null)[] })[],
  { context, watch }: Pick<ReadingOptions, 'context' | 'watch'>,
): Promise<FollowAlias> {
  const logins = mails.flatMap(({ message, items, logs }) =>
    watched(message, watch, () =>
      items.flatMap((item, i) => namedLogins(message, item, context, logs[i] ?? null)),
    ),
  );
  return askAliases(logins, context.network);
}

/** Where `work` throws, the mail is no longer being read either. */
function watched<T>(message: ClaimedMessage, watch: ReadWatch, work: () => T): T {
  watch.reading(message);
  try {
    return work();
  } finally {
    watch.read();
  }
}

function readMessage(message: ClaimedMessage): { outcome: ReadOutcome; raw: Buffer } {
  try {
    const raw = zstdDecompressSync(message.bytes, { maxOutputLength: MAIL_LIMITS.mailBytes });
    const outcome = readReport(raw);
    return { outcome: message.isHandedOver ? withoutStamps(outcome) : outcome, raw };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { outcome: { outcome: 'failed', code: 'parser-error', text }, raw: Buffer.alloc(0) };
  }
}

/** Who hands a mail over can write into it what a mail exchanger of ours would say of it. */
function withoutStamps(outcome: ReportOutcome): ReportOutcome {
  if (outcome.outer !== null) outcome.outer.isHandedOver = true;
  return outcome;
}
