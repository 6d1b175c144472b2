// The product as `npm start` runs it, for the browser tests: a state directory, a database and a sample provider of
// its own, gone afterwards. What is tested is the production build under its real supervisor.

import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { forgetOneTimePassword, noteOneTimePassword } from '../e2e/support/administrator';
import { whenParentEnds } from './lib/parent.mjs';
import { ROOT } from './lib/paths.mjs';

const stateDir = mkdtempSync(join(tmpdir(), 'meldestelle-e2e-'));
chmodSync(stateDir, 0o711);

const own = {
  STATE_DIR: stateDir,
  HOST: '127.0.0.1',
  PORT: process.env['E2E_PORT'] ?? '3217',
  SAMPLE_PROVIDER: '1',
  DATABASE_URL: '',
  PUBLIC_URL: '',
};

forgetOneTimePassword();
const product = spawn(process.execPath, ['--import', 'tsx', 'scripts/supervise.ts'], {
  cwd: ROOT,
  env: { ...process.env, ...own },
  // A group of its own: when ours is killed, it notices and stops its database in order.
  detached: true,
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
});

if (product.stdout === null) throw new Error('The output of the product is piped, so it is there.');
createInterface({ input: product.stdout }).on('line', (line) => {
  console.log(line);
  const password = /one-time password (\S+)$/.exec(line)?.[1];
  if (password !== undefined) noteOneTimePassword(password);
});

// Whoever read our lines may be gone; the directory is removed all the same.
process.stdout.on('error', () => undefined);
const stop = () => product.kill('SIGTERM');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
whenParentEnds(stop);

product.once('exit', (code) => {
  rmSync(stateDir, { recursive: true, force: true });
  process.exit(code ?? 1);
});
