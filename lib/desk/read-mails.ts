// Reads the mails of a claim and says what each comes to: unpacked, parsed, its signatures checked where nothing else
// vouches for it, judged, looked up in our mail log and the directory, and interpreted. Writes nothing; no transaction is open meanwhile.

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
import { judgeMail, type ReadOutcome } from './judge-mail';
import type { ReadWatch } from './read-watch';

/** What one mail comes to. */
export interface MailReading {
  message: ClaimedMessage;
  verdict: MessageVerdict;
  reports: InterpretedReport[];
  tasks: NewTask[];
}

export interface ReadingOptions {
  context: DeskContext;
  now: Date;
  watch: ReadWatch;
  /** Whoever gave us the mails vouches for what is stamped on them: their signatures are not checked. */
  isVouchedFor?: boolean;
}

/**
 * Reads `messages`, then checks the signatures of those that need it, all at once, asks the mail log about all their
 * reports, then interprets. `postponed` are mails whose signatures cannot be checked just now.
 */
export async function readMails(
  messages: ClaimedMessage[],
  { context, now, watch, isVouchedFor = false }: ReadingOptions,
): Promise<{ readings: MailReading[]; postponed: ClaimedMessage[] }> {
  const read = messages.map((message) =>
    watched(message, watch, () => ({ message, ...readMessage(message) })),
  );
  const checks = isVouchedFor ? [] : await checkSignatures(read, context, now);
  const judged: JudgedMail[] = [];
  const postponed: ClaimedMessage[] = [];
  read.forEach(({ message, outcome }, i) => {
    const signatures = checks[i] ?? null;
    if (signatures === 'postpone') postponed.push(message);
    else judged.push(watched(message, watch, () => judge(message, outcome, signatures, context)));
  });
  return { readings: await interpret(judged, { context, now, watch }), postponed };
}

type JudgedMail = Omit<MailReading, 'reports'> & { items: ReadReport[]; sources: ClueSource[] };

function judge(
  message: ClaimedMessage,
  outcome: ReadOutcome,
  signatures: SignatureCheck | null,
  context: DeskContext,
): JudgedMail {
  const { verdict, reportItems, tasks } = judgeMail(message, outcome, signatures, context);
  const items = reportItems.map((item, ordinal) => ({ ...item, ordinal, signatures }));
  const isAsked = context.mailLog !== null || context.hasConnections;
  const sources = isAsked ? items.map((item) => clueSourceOf(message, item)) : [];
  return { message, verdict, tasks, items, sources };
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
  return mails.map(({ message, verdict, tasks, items, logs, connections }) => {
    const reports = watched(message, watch, () =>
      items.map((item, i) =>
        interpretReport(message, item, context, {
          log: logs[i] ?? null,
          aliases,
          connections: connections[i] ?? null,
        }),
      ),
    );
    return { message, verdict, tasks, reports };
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
