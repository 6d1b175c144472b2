// The Maildir writer: whole files in new, dated by receipt, the same names at a second run.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { generate } from './generate';
import { createMaildir, writeMaildir } from './maildir';

const NOW = new Date('2026-11-21T09:30:00Z');
let dir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sample-maildir-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('writes every message whole, with the moment of receipt as the time of its file', () => {
  const messages = [...generate({ seed: 4, now: NOW, complaints: 40 })];
  expect(writeMaildir(join(dir, 'deep', 'mail'), messages, 4)).toBe(40);
  const folder = join(dir, 'deep', 'mail', 'new');
  const names = readdirSync(folder);
  expect(names).toHaveLength(40);
  expect(readdirSync(join(dir, 'deep', 'mail', 'tmp'))).toEqual([]);
  for (const message of messages) {
    const name = names.find((each) => each.includes(`_${message.id}.`))!;
    expect(readFileSync(join(folder, name)).equals(message.raw)).toBe(true);
    expect(Math.abs(statSync(join(folder, name)).mtimeMs - message.receivedAt.getTime())).toBeLessThan(2);
  }
});

it('writes the same files again when it was cut off, and tells its progress', () => {
  const messages = [...generate({ seed: 4, now: NOW, complaints: 1000 })];
  writeMaildir(dir, messages.slice(0, 200), 4);
  const told: number[] = [];
  writeMaildir(dir, messages, 4, (written) => told.push(written));
  expect(told).toEqual([1000]);
  expect(readdirSync(join(dir, 'new'))).toHaveLength(1000);
});

it('throws what the file system says, also where a folder cannot be made', () => {
  expect(() => createMaildir('/proc/sample-mail')).toThrow(/ENOENT|EACCES|EPERM/);
});
