import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noteUrl, releaseLock, takeLock } from './lock.mjs';

let home: string;
let lock: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'meldestelle-lock-'));
  lock = join(home, 'start.lock');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

test('a free lock is taken, and free again once it is given back', () => {
  expect(takeLock(lock)).toEqual({ held: true, afterCrash: false });
  noteUrl(lock, 'http://localhost:3000');
  releaseLock(lock);
  expect(takeLock(lock)).toEqual({ held: true, afterCrash: false });
});

test('the lock of a killed start is taken over', () => {
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1 }));
  expect(takeLock(lock)).toEqual({ held: true, afterCrash: true });
});

test('the lock of a process that is no start (its id was given out again) is taken over', () => {
  writeFileSync(lock, JSON.stringify({ pid: process.ppid }));
  expect(takeLock(lock)).toEqual({ held: true, afterCrash: true });
});

test('a torn lock file is taken over', () => {
  writeFileSync(lock, '{"pid":');
  expect(takeLock(lock)).toEqual({ held: true, afterCrash: true });
});

test('the lock of a living start is refused, with its address', async () => {
  const other = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => 0, 1000)', 'start.mjs'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise((resolve) => other.stdout.once('data', resolve));
    writeFileSync(lock, JSON.stringify({ pid: other.pid, url: 'http://localhost:3000' }));
    expect(takeLock(lock)).toEqual({ held: false, pid: other.pid, url: 'http://localhost:3000' });
    releaseLock(lock);
    expect(takeLock(lock)).toMatchObject({ held: false });
  } finally {
    other.kill('SIGKILL');
  }
});
