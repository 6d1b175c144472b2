// Installs what tests need from the system's packages, where that can be done without asking: as root, on Debian and
// its relatives. No service is started by it: a `policy-rc.d` that refuses stands in place meanwhile, and whatever
// stood there before comes back afterwards.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { missingPackages } from './programs.mjs';
import { say } from './say.mjs';

const POLICY = '/usr/sbin/policy-rc.d';
const DENY =
  '#!/bin/sh\n# While the tests of Meldestelle install packages: no service is started.\nexit 101\n';
const SET_ASIDE = '/usr/sbin/policy-rc.d.before-meldestelle-test';

/** Installs the missing packages if it may; says so first, and says what came of it. */
export function installSystemPackages({ mayInstall }) {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const canInstall =
    process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  if (!mayInstall || !canInstall) return;
  say(
    `${missing.join(' and ')} will be installed with apt-get for the tests (--no-install refuses); no service is started by it …`,
  );
  const restore = denyServiceStart();
  try {
    aptGet(['update']);
    // One by one: where one package is not to be had, the other still is.
    for (const name of missing) aptGet(['install', '--yes', '--no-install-recommends', name]);
  } finally {
    restore();
  }
}

function denyServiceStart() {
  // Ours from a run that was killed is no policy of this machine's.
  if (existsSync(POLICY) && readFileSync(POLICY, 'utf8') !== DENY) renameSync(POLICY, SET_ASIDE);
  writeFileSync(POLICY, DENY, { mode: 0o755 });
  let isRestored = false;
  const restore = () => {
    if (isRestored) return;
    isRestored = true;
    rmSync(POLICY, { force: true });
    if (existsSync(SET_ASIDE)) renameSync(SET_ASIDE, POLICY);
  };
  process.once('exit', restore);
  return restore;
}

function aptGet(args) {
  const result = spawnSync('apt-get', ['-q', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_SUSPEND: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (result.status === 0) return;
  const reason = (result.stderr ?? '').trim().split('\n').at(-1) ?? String(result.error);
  say(`apt-get ${args.join(' ')} failed: ${reason}`);
}
