// One step of `npm test`, and how steps run programs: on the pinned Node, output kept, the exit code an answer.

import { spawn } from 'node:child_process';
import { PINNED_NODE, ROOT, pinnedEnv } from '../paths.mjs';

export interface StepResult {
  passed: number;
  failed: number;
  skipped: number;
  /** What is printed where something failed. */
  report: string;
  /** What was skipped, by name. */
  skippedTests?: string[];
  /** Said beside the counts, where there is something to say. */
  remark?: string;
}

export interface Step {
  name: string;
  run(signal: AbortSignal): Promise<StepResult>;
}

export interface Finished {
  code: number | null;
  output: string;
}

/** Runs a script with the pinned Node; resolves when it has ended, also by `signal`; rejects where it cannot start. */
export function runScript(
  args: string[],
  signal: AbortSignal,
  env: Record<string, string> = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(PINNED_NODE, args, {
      cwd: ROOT,
      env: pinnedEnv({ FORCE_COLOR: '0', ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      // Playwright and vitest clear up after an interrupt only.
      killSignal: 'SIGINT',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    // Stopped: it may clear up first, and then closes.
    child.once('error', (error) => signal.aborted || reject(error));
    child.once('close', (code) => resolve({ code, output }));
  });
}
