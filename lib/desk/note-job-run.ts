// Use case: a job runs, and what it came to is kept for the operator's monitoring. Its error is its caller's.

import { sql } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { saveJobRun } from '@/lib/operations/store';

/** Runs the job of this name and notes its end, whichever it is. */
export async function noteJobRun<T>(name: string, run: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const note = (isOk: boolean) =>
    saveJobRun(sql(), name, isOk, (performance.now() - began) / 1_000).catch((error: unknown) => {
      log('run-jobs').warn({ err: error, job: name }, 'the end of a job could not be noted');
    });
  try {
    const result = await run();
    await note(true);
    return result;
  } catch (error) {
    await note(false);
    throw error;
  }
}
