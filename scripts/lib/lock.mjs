// One start per clone at a time: a file with the process id of the one that runs. A file whose process is gone is a
// leftover of a killed start and is taken over.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Takes the lock at `path`. Returns `{ held: true, afterCrash }`, or `{ held: false, pid, url }` of the one that has it.
 * `afterCrash`: the one before did not give it back.
 */
export function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  let afterCrash = false;
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify({ pid: process.pid }), { flag: 'wx' });
      return { held: true, afterCrash };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = readHolder(path);
    if (holder !== null && isStart(holder.pid)) return { held: false, ...holder };
    afterCrash = true;
    rmSync(path, { force: true });
  }
}

/** Adds the address of the running product, for whoever finds the lock taken. */
export function noteUrl(path, url) {
  writeFileSync(path, JSON.stringify({ pid: process.pid, url }));
}

/** Gives the lock back, if it is still ours. */
export function releaseLock(path) {
  if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
}

function readHolder(path) {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8'));
    return Number.isInteger(holder.pid) ? holder : null;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

// Process ids are given out again, so that the process must also be a start.
function isStart(pid) {
  if (pid === process.pid) return false;
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-o', 'args=', '-p', String(pid)], {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
          });
    return command.includes('start.mjs');
  } catch {
    return false; // No such process.
  }
}
