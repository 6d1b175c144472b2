// Whose a queued mail is, by our mail log: for mail that came back from a content filter, whose envelope names no login.

import { log } from '@/lib/log';
import { LogUnavailable } from '@/lib/maillog-lookup/unavailable';
import type { MailTransaction } from '@/lib/maillog/types';
import { deskContext } from './desk-context';

/** Clocks of mail server and log differ a little, and the first line may come before the queue file. */
const SLACK_MS = 10 * 60_000;

/**
 * The logins, in the order of the mails; null where the log knows none, or more than one. A log that does not answer knows
 * none: the mail is asked about again.
 */
export async function askQueueSenders(
  mails: readonly { queueId: string; arrivedAt: number }[],
  host: string | null,
): Promise<(string | null)[]> {
  const nobody = mails.map(() => null);
  const { mailLog } = await deskContext();
  if (mailLog === null) return nobody;
  const questions = mails.map(({ queueId, arrivedAt }) => {
    const at = arrivedAt * 1_000;
    return { queueId, host, window: { from: at - SLACK_MS, to: at + SLACK_MS } };
  });
  try {
    return (await mailLog.lookup.findByQueueId(questions)).map(loginOf);
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error;
    log('ask-queue-senders').warn({ code: error.code, detail: error.detail }, 'the mail log does not answer');
    return nobody;
  }
}

function loginOf(found: readonly MailTransaction[]): string | null {
  const logins = new Set(found.map(({ saslUser }) => saslUser));
  const [login] = logins;
  return logins.size === 1 ? (login ?? null) : null;
}
