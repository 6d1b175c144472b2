// Runs a script on the pinned Node without a word; where it fails, what it said becomes part of the error.

import { spawn } from 'node:child_process';
import { PINNED_NODE, ROOT, pinnedEnv } from './paths.mjs';
import { Failure } from './say.mjs';

interface Options {
  env?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Resolves with the output; rejects with a `Failure` that begins with the output and ends with `complaint`. */
export function runQuietly(complaint: string, args: string[], options: Options = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(PINNED_NODE, args, {
      cwd: ROOT,
      env: pinnedEnv(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: options.signal,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Failure(`${output.trim()}\n${complaint} (${args[0]} ended with ${code ?? signal}).`));
    });
  });
}
