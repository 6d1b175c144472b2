// The part of `npm test` that runs on the machine's own Node: packages of npm and of the system, then the tests on the
// pinned Node.

import { spawn } from 'node:child_process';
import { installPackages } from './install.mjs';
import { whenParentEnds } from './parent.mjs';
import { PINNED_NODE, ROOT, pinnedEnv } from './paths.mjs';
import { complain, Failure } from './say.mjs';
import { installSystemPackages } from './system-packages.mjs';

/** Runs all tests; ends the process with 0 when none failed. `args`: `--no-install` or nothing. */
export async function testProduct(args) {
  const stopping = new AbortController();
  const stop = { signal: stopping.signal, pass: () => undefined };
  const onStop = () => {
    stopping.abort();
    stop.pass();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, onStop);
  if (process.env.npm_lifecycle_event !== undefined) whenParentEnds(onStop);
  try {
    const unknown = args.filter((arg) => arg !== '--no-install');
    if (unknown.length > 0)
      throw new Failure(
        `npm test knows --no-install, not ${unknown.join(' ')}. Single tests: npx vitest run FILE.`,
      );
    await installPackages(stop.signal);
    installSystemPackages({ mayInstall: !args.includes('--no-install') });
    process.exit(await runTests(stop));
  } catch (error) {
    complain(error);
    process.exit(1);
  }
}

function runTests(stop) {
  return new Promise((resolve, reject) => {
    const child = spawn(PINNED_NODE, ['--import', 'tsx', 'scripts/run-tests.ts'], {
      cwd: ROOT,
      env: pinnedEnv(),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    stop.pass = () => child.kill('SIGTERM');
    if (stop.signal.aborted) child.kill('SIGTERM');
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
