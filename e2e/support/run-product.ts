// The product as `npm start` runs it, with a state directory of its own that is gone afterwards. What is tested is the
// production build under its real supervisor.

import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PINNED_NODE, ROOT } from '@/scripts/lib/paths.mjs';

export interface RunningProduct {
  child: ChildProcess;
  stateDir: string;
  /** Resolves with its exit code when it has ended and its directory is gone. */
  ended: Promise<number>;
  stop(): void;
}

/** `own`: variables beside those of the tests; `onLine` hears every line that it prints. */
export function runProduct(own: Record<string, string>, onLine: (line: string) => void): RunningProduct {
  const stateDir = mkdtempSync(join(tmpdir(), 'meldestelle-e2e-'));
  chmodSync(stateDir, 0o711);
  const child = spawn(PINNED_NODE, ['--import', 'tsx', 'scripts/supervise.ts'], {
    cwd: ROOT,
    env: { ...process.env, STATE_DIR: stateDir, ...own },
    // A group of its own: when ours is killed, it notices and stops its database in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('The output of the product is piped, so it is there.');
  createInterface({ input: child.stdout }).on('line', onLine);
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => {
      rmSync(stateDir, { recursive: true, force: true });
      resolve(code ?? 1);
    });
  });
  return { child, stateDir, ended, stop: () => void child.kill('SIGTERM') };
}

/** The one-time password of the first administrator, where this line names it. */
export function oneTimePasswordIn(line: string): string | null {
  return /one-time password (\S+)$/.exec(line)?.[1] ?? null;
}
