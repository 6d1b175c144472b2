// A mail for people to read: bodies by mailparser in a thread that can be killed.
// Promise: never throws for whatever the mail holds; at most 5 s, 256 MiB of heap and two threads at
// a time. A hostile mail costs its own thread and nothing else.

import path from 'node:path';
import { Worker } from 'node:worker_threads';

import { decodeEncodedWords } from '@/lib/mime/encoded-words';
import { readHeader } from '@/lib/mime/header';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { HEAP_MIB, THREADS, TIMEOUT_MS } from './limits.mjs';
import type { MailView, MailViewResult } from './types';

type Body = Omit<MailView, 'headers'>;
type BodyResult = { ok: true; body: Body } | { ok: false; code: 'too-slow' | 'too-big' | 'failed' };

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Reads one raw mail for the screen. Codes: `too-slow` after 5 s, `too-big` beyond 35 MiB or the
 * thread's heap, `failed` where the parser gave up.
 */
export async function viewMail(raw: Buffer): Promise<MailViewResult> {
  if (raw.length > MAIL_LIMITS.mailBytes) return { ok: false, code: 'too-big' };
  await takeTurn();
  try {
    const result = await readInThread(raw);
    if (!result.ok) return result;
    return { ok: true, view: { headers: readableHeaders(raw), ...result.body } };
  } finally {
    passTurn();
  }
}

function readableHeaders(raw: Buffer): MailView['headers'] {
  const { fields } = readHeader(raw, 0, raw.length);
  return fields
    .filter((field) => field.key !== '')
    .slice(0, MAIL_LIMITS.keptHeaderFields)
    .map(({ name, value }) => ({ name, value: decodeEncodedWords(value) }));
}

function readInThread(raw: Buffer): Promise<BodyResult> {
  const file = path.join(process.cwd(), 'lib/mail-view/view-thread.mjs');
  const thread = new Worker(/* turbopackIgnore: true */ file, {
    workerData: { raw: Uint8Array.from(raw) },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB, maxYoungGenerationSizeMb: 32 },
    // Neither loaders nor secrets of this process are the business of a hostile mail.
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const settle = (result: BodyResult): void => {
      clearTimeout(timer);
      void thread.terminate();
      resolve(result);
    };
    const timer = setTimeout(() => settle({ ok: false, code: 'too-slow' }), TIMEOUT_MS);
    thread.once('message', (body: Body) => settle({ ok: true, body }));
    thread.once('error', (error: NodeJS.ErrnoException) =>
      settle({ ok: false, code: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-big' : 'failed' }),
    );
    thread.once('exit', () => settle({ ok: false, code: 'failed' }));
  });
}

function takeTurn(): Promise<void> {
  if (running < THREADS) {
    running += 1;
    return Promise.resolve();
  }
  return new Promise((resolve) => waiting.push(resolve));
}

/** The turn goes straight to the next in line; the count stays. */
function passTurn(): void {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
}
