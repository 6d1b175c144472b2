// Runs the steps of a connection test in order and stops at the first that fails.

import { asMailboxError } from './maildir-source';
import type { TestStep, TestStepCode } from './test-connection';
import { MailboxError } from './types';

/** One step: does its part and returns what to show. */
export type Step = [code: TestStepCode, run: () => Promise<string>];

/** The steps done, the failed one included. Throws what is no error of a mailbox. */
export async function runSteps(steps: readonly Step[]): Promise<TestStep[]> {
  const done: TestStep[] = [];
  for (const [code, run] of steps) {
    try {
      done.push({ code, ok: true, detail: await run(), advice: null });
    } catch (thrown) {
      const error = asMailboxError(thrown);
      if (!(error instanceof MailboxError)) throw error;
      done.push({ code, ok: false, detail: error.detail, advice: error.code });
      break;
    }
  }
  return done;
}
