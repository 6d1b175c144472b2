// Sends what is due of the mail that belongs to no case, one after the other, and looks after attempts whose worker died.

import { giveUpLostMails, sendDueMail } from '@/lib/desk/send-due-mail';
import { log } from '@/lib/log';
import { backoffMs } from './backoff';
import { Waker } from './waker';

const LOOK_MS = 2_000;
const LOST_MS = 30_000;

/** Works until `signal` fires; a mail that is on its way is let finish. */
export async function sendOutgoing(signal: AbortSignal): Promise<void> {
  const wake = new Waker();
  let failures = 0;
  let lookedAt = 0;
  while (!signal.aborted) {
    try {
      while (!signal.aborted && (await sendDueMail()));
      if (Date.now() - lookedAt >= LOST_MS) {
        lookedAt = Date.now();
        await giveUpLostMails();
      }
      failures = 0;
      await wake.wait(LOOK_MS, signal);
    } catch (error) {
      failures += 1;
      log('send-outgoing').error({ err: error }, 'a mail could not be sent; it is tried again or shown');
      await wake.wait(backoffMs(failures), signal);
    }
  }
}
