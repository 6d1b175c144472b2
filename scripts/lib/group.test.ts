import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Group } from './group';

let logDir: string;
let group: Group;
const running = new Set<number>();
const never = new AbortController().signal;
const now = AbortSignal.abort();

beforeEach(() => {
  logDir = mkdtempSync(join(tmpdir(), 'meldestelle-group-'));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  group = new Group(logDir, (pid, isRunning) => (isRunning ? running.add(pid) : running.delete(pid)), 1);
});

afterEach(async () => {
  await group.stop(now);
  vi.restoreAllMocks();
  rmSync(logDir, { recursive: true, force: true });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

const log = (name: string) => readFileSync(join(logDir, `${name}.log`), 'utf8');

const linesOf = async (name: string, count: number) => {
  await vi.waitUntil(() => log(name).split('\n').length > count, { timeout: 15_000 });
  return log(name).trim().split('\n');
};

test('a member that ends is started again', async () => {
  group.keep({ name: 'short', args: ['-e', 'console.log(process.pid)'] });
  const pids = await linesOf('short', 3);
  expect(new Set(pids).size).toBe(pids.length);
});

test('a member that keeps ending is given up, with its last words', async () => {
  group.keep({ name: 'broken', args: ['-e', 'console.error("no such table"); process.exit(7)'] });
  await expect(group.failed).rejects.toThrow(
    /no such table\nbroken ended unexpectedly \(exit code 7\), 5 times in a row/,
  );
});

test('stopping ends a member that heeds SIGTERM at once', async () => {
  group.keep({ name: 'polite', args: ['-e', 'console.log(process.pid); setInterval(() => 0, 1000)'] });
  const pid = Number((await linesOf('polite', 1))[0]);
  await group.stop(never);
  expect(isAlive(pid)).toBe(false);
  expect(running.size).toBe(0);
});

test('stopping in a hurry ends a member that ignores SIGTERM, and what that one had started', async () => {
  const child = 'setInterval(() => 0, 1000)';
  const stubborn = `
    process.on('SIGTERM', () => 0);
    console.log(process.pid);
    console.log(require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]).pid);
    setInterval(() => 0, 1000)`;
  group.keep({ name: 'stubborn', args: ['-e', stubborn] });
  const pids = (await linesOf('stubborn', 2)).map(Number);
  await group.stop(now);
  await vi.waitUntil(() => !pids.some(isAlive), { timeout: 15_000 });
});

test('a member whose supervisor vanished ends by itself', async () => {
  const { spawn } = await import('node:child_process');
  const supervisor = `
    const child = require('node:child_process').spawn(process.execPath,
      ['--import', './scripts/lib/exit-with-parent.mjs', '-e', 'setInterval(() => 0, 1000)'],
      { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    setTimeout(() => console.log(child.pid), 300);
    setInterval(() => 0, 1000)`;
  const parent = spawn(process.execPath, ['-e', supervisor], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = Number(
    await new Promise((resolve) => parent.stdout.once('data', (data: Buffer) => resolve(data.toString()))),
  );
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitUntil(() => !isAlive(pid), { timeout: 15_000 });
});

test('only warnings and worse reach the terminal; the log file has everything', async () => {
  const lines = [
    '{"level":"info","msg":"a"}',
    '{"level":"error","msg":"b","err":{"message":"c"}}',
    'plain',
  ].map((line) => `console.log(${JSON.stringify(line)});`);
  group.keep({ name: 'talker', args: ['-e', `${lines.join('')} setInterval(() => 0, 1000)`] });
  expect(await linesOf('talker', 3)).toHaveLength(3);
  expect(vi.mocked(process.stdout.write).mock.calls.map(([text]) => text)).toEqual(['talker: b: c\n']);
});
