// The embedded database under its supervisor: an end by accident is followed by a start, a wanted one by nothing, and
// nothing that was started is left behind.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EmbeddedDatabase } from './database';

let stateDir: string;
let running: Set<number>;
let database: EmbeddedDatabase;

beforeEach(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  stateDir = mkdtempSync(join(tmpdir(), 'meldestelle-embedded-'));
  chmodSync(stateDir, 0o711);
  running = new Set();
  database = await EmbeddedDatabase.open(stateDir, (pid, isRunning) =>
    isRunning ? running.add(pid) : running.delete(pid),
  );
});

afterEach(async () => {
  await database.stop();
  vi.restoreAllMocks();
  rmSync(stateDir, { recursive: true, force: true });
});

test('that ends by accident is started again; stopping it meanwhile leaves nothing running', async () => {
  const kept = database.keep();
  const first = database.cluster.pid;
  process.kill(first, 'SIGQUIT');
  await vi.waitUntil(() => vi.mocked(process.stdout.write).mock.calls.length > 0, { timeout: 20_000 });
  expect(vi.mocked(process.stdout.write).mock.calls[0]?.[0]).toContain('it is started again');
  await database.stop();
  await kept;
  expect(database.cluster.pid).not.toBe(first);
  expect([...running]).toEqual([]);
});

test('that ends while everything is being stopped is not started again', async () => {
  const kept = database.keep();
  database.expectEnd();
  process.kill(database.cluster.pid, 'SIGQUIT');
  await kept;
  expect([...running]).toEqual([]);
  expect(process.stdout.write).not.toHaveBeenCalled();
});
