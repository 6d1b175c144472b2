// Writes a mailbox of sample complaints of any size, for load tests and for looking at.
//   npm run sample -- --complaints 20000 --out DIR [--seed 1] [--now 2026-11-21T09:00:00Z] [--shape maildir]
// Promise: the same seed, time and number give the same bytes. A wrong parameter ends with exit 2 and one sentence.

import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from '@/lib/sample-provider/generate';
import { createMaildir, writeMaildir } from '@/lib/sample-provider/maildir';

const USAGE =
  'npm run sample -- --complaints NUMBER --out DIR [--seed NUMBER] [--now TIME] [--shape maildir]';
/** A mailbox of a million mails is more than any file system here enjoys in one folder. */
const MOST_COMPLAINTS = 1_000_000;

interface Order {
  complaints: number;
  out: string;
  seed: number;
  now: Date;
}

/** A parameter that cannot be used; the message is a sentence for people. */
class WrongParameter extends Error {}

function readOrder(args: string[]): Order {
  const { complaints, out, seed, now, shape } = readArguments(args);
  if (complaints === undefined)
    throw new WrongParameter('--complaints is missing: how many mails to write, for example 20000.');
  if (out === undefined || out === '')
    throw new WrongParameter('--out is missing: the folder to write the Maildir to.');
  if (shape !== undefined && shape !== 'maildir') {
    throw new WrongParameter(`--shape must be maildir, which is the only shape there is, not "${shape}".`);
  }
  return {
    complaints: wholeNumber('--complaints', complaints, 1, MOST_COMPLAINTS),
    out: usableFolder(resolve(out)),
    seed: wholeNumber('--seed', seed ?? '1', 0, Number.MAX_SAFE_INTEGER),
    now: instant(now),
  };
}

function readArguments(
  args: string[],
): Partial<Record<'complaints' | 'out' | 'seed' | 'now' | 'shape', string>> {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args, options: { complaints: text, out: text, seed: text, now: text, shape: text } })
      .values;
  } catch (error) {
    throw new WrongParameter(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function wholeNumber(name: string, value: string, low: number, high: number): number {
  const number = /^\d{1,16}$/.test(value) ? Number(value) : NaN;
  if (number >= low && number <= high) return number;
  throw new WrongParameter(`${name} must be a whole number from ${low} to ${high}, not "${value}".`);
}

function instant(value: string | undefined): Date {
  const date = value === undefined ? new Date() : new Date(value);
  if (!Number.isNaN(date.getTime())) return date;
  throw new WrongParameter(`--now must be a time such as 2026-11-21T09:00:00Z, not "${value ?? ''}".`);
}

/** Refuses to mix generated mail into a folder that holds anything else. */
function usableFolder(path: string): string {
  const waiting = resolve(path, 'new');
  if (existsSync(waiting) && readdirSync(waiting).length > 0) {
    throw new WrongParameter(`--out ${path} already holds mail; name an empty or a new folder.`);
  }
  try {
    createMaildir(path);
  } catch (error) {
    throw new WrongParameter(
      `--out ${path} cannot be made: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
  return path;
}

function main(): void {
  const order = readOrder(process.argv.slice(2));
  const startedAt = performance.now();
  const isTerminal = process.stderr.isTTY;
  const report = (written: number): void => {
    if (isTerminal) process.stderr.write(`\r${written} of ${order.complaints}`);
    else if (written % 10_000 === 0) process.stderr.write(`${written} of ${order.complaints}\n`);
  };
  const written = writeMaildir(order.out, generate(order), order.seed, report);
  const seconds = (performance.now() - startedAt) / 1000;
  if (isTerminal) process.stderr.write('\r');
  process.stdout.write(
    `${written} complaints in ${order.out} (seed ${order.seed}), ${seconds.toFixed(1)} s, ${Math.round(written / seconds)} a second\n`,
  );
}

try {
  main();
} catch (error) {
  if (!(error instanceof WrongParameter)) throw error;
  process.stderr.write(`${error.message}\n${USAGE}\n`);
  process.exitCode = 2;
}
