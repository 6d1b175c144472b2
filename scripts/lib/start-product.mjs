// The part of `npm start` that runs on the machine's own Node: one lock, the packages, then the supervisor on the
// pinned Node. It stays beside the supervisor to pass signals on and to clear up should that one be killed; the
// supervisor does the same should this one be.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installPackages } from './install.mjs';
import { noteUrl, releaseLock, takeLock } from './lock.mjs';
import { whenParentEnds } from './parent.mjs';
import { PINNED_NODE, ROOT, pinnedEnv } from './paths.mjs';
import { complain, say } from './say.mjs';

const LOCK = join(ROOT, '.data/start.lock');

/** Runs the product until it is stopped; ends the process with 0 after a wanted stop, else with 1. */
export async function startProduct() {
  const lock = takeLock(LOCK);
  if (!lock.held) {
    const where = lock.url === undefined ? 'it is still starting' : `at ${lock.url}`;
    say(
      `Meldestelle already runs here (process ${lock.pid}), ${where}. Stop that one first: kill ${lock.pid}`,
    );
    process.exit(1);
  }
  const stopping = listenForStop();
  let code = 1;
  try {
    await installPackages(stopping.signal);
    code = await superviseProduct(lock.afterCrash, stopping);
  } catch (error) {
    complain(error);
  } finally {
    releaseLock(LOCK);
  }
  process.exit(code);
}

/** Turns every way of being told to stop into one signal; `onRepeat` hears of each time. */
function listenForStop() {
  const controller = new AbortController();
  const stopping = { signal: controller.signal, onRepeat: () => undefined };
  const stop = () => {
    controller.abort();
    stopping.onRepeat();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
  if (process.env.npm_lifecycle_event !== undefined) whenParentEnds(stop);
  return stopping;
}

function superviseProduct(afterCrash, stopping) {
  return new Promise((resolve, reject) => {
    const args = ['--import', 'tsx', 'scripts/supervise.ts', ...(afterCrash ? ['--after-crash'] : [])];
    const supervisor = spawn(PINNED_NODE, args, {
      cwd: ROOT,
      env: pinnedEnv(),
      // A group of its own: it hears of Ctrl-C from us, however npm and the terminal send it.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const processes = new Set();
    supervisor.on('message', (message) => {
      if (message.url !== undefined) noteUrl(LOCK, message.url);
      if (message.started !== undefined) processes.add(message.started);
      if (message.ended !== undefined) processes.delete(message.ended);
    });
    stopping.onRepeat = () => supervisor.kill('SIGTERM');
    if (stopping.signal.aborted) supervisor.kill('SIGTERM');
    supervisor.once('error', reject);
    supervisor.once('exit', async (code, signal) => {
      const wanted = stopping.signal.aborted;
      if (signal !== null && !wanted)
        say(`The supervisor was killed (${signal}); what it had started is being stopped.`);
      if (signal !== null) await stopAll(processes);
      resolve(code ?? (wanted ? 0 : 1));
    });
  });
}

async function stopAll(processes) {
  const send = (pid, signal) => {
    try {
      process.kill(pid, signal);
      return true;
    } catch (error) {
      if (error.code === 'ESRCH') return false;
      throw error;
    }
  };
  // SIGINT is PostgreSQL's fast shutdown and ends the others as well.
  for (const pid of processes) send(pid, 'SIGINT');
  for (let rounds = 0; rounds < 150; rounds += 1) {
    if (![...processes].some((pid) => send(pid, 0))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const pid of processes) send(pid, 'SIGKILL');
}
