// Sends what is due in the outbox, one mail after the other, and looks after attempts whose worker died. One lane: a
// desk writes a few notices an hour, and a mail server is not hurried by a second connection.

import { advancePlaybooks } from '@/lib/desk/advance-playbooks';
import { giveUpLostSendings, sendDueNotice } from '@/lib/desk/send-due-notice';
import { log } from '@/lib/log';
import { backoffMs } from './backoff';
import { Waker } from './waker';

const LOOK_MS = 1_000;
const LOST_MS = 30_000;

/** Works until `signal` fires; a mail that is on its way is let finish. */
export async function sendNotices(signal: AbortSignal): Promise<void> {
  const wake = new Waker();
  let failures = 0;
  let lookedAt = 0;
  while (!signal.aborted) {
    try {
      // What a playbook tells follows its measures within a second.
      await advancePlaybooks();
      while (!signal.aborted && (await sendDueNotice()));
      if (Date.now() - lookedAt >= LOST_MS) {
        lookedAt = Date.now();
        await giveUpLostSendings();
      }
      failures = 0;
      await wake.wait(LOOK_MS, signal);
    } catch (error) {
      failures += 1;
      log('send-notices').error({ err: error }, 'a notice could not be sent; it is tried again or shown');
      await wake.wait(backoffMs(failures), signal);
    }
  }
}
