// Reads the mails of a claim and says what each comes to: unpacked, parsed, its signatures checked where nothing else
// vouches for it, judged and interpreted. Writes nothing; no transaction is open meanwhile.

import { zstdDecompressSync } from 'node:zlib';
import { readReport } from '@/lib/formats/read-report';
import type { ReportOutcome } from '@/lib/formats/types';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import type { ClaimedMessage, MessageVerdict } from '@/lib/reports/types';
import type { NewTask } from '@/lib/tasks/types';
import { checkSignatures } from './check-signatures';
import type { DeskContext } from './desk-context';
import { interpretReport, type InterpretedReport } from './interpret-report';
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
}

/**
 * Reads `messages`, then checks the signatures of those that need it, all at once, then interprets. `postponed` are
 * mails whose signatures cannot be checked just now.
 */
export async function readMails(
  messages: ClaimedMessage[],
  { context, now, watch }: ReadingOptions,
): Promise<{ readings: MailReading[]; postponed: ClaimedMessage[] }> {
  const read = messages.map((message) =>
    watched(message, watch, () => ({ message, ...readMessage(message) })),
  );
  const checks = await checkSignatures(read, context, now);
  const readings: MailReading[] = [];
  const postponed: ClaimedMessage[] = [];
  read.forEach(({ message, outcome }, i) => {
    const signatures = checks[i] ?? null;
    if (signatures === 'postpone') {
      postponed.push(message);
      return;
    }
    const reading = watched(message, watch, () => {
      const { verdict, reportItems, tasks } = judgeMail(message, outcome, signatures, context);
      const reports = reportItems.map((item, ordinal) =>
        interpretReport(message, { ...item, ordinal, signatures }, context),
      );
      return { message, verdict, reports, tasks };
    });
    readings.push(reading);
  });
  return { readings, postponed };
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
