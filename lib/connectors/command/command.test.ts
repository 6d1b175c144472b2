// The command connector with a real program: what it gets is arguments, whatever stands in a login.

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeasureOrder, Wanted } from '@/lib/containment/types';
import type { Sql } from '@/lib/db/sql';
import { commandConnector } from './connector';
import { commandSettings } from './settings';

const login = 'erika@example.com';
const patience = (ms = 20_000) => AbortSignal.timeout(ms);
let folder: string;

// Keeps one file a lock, writes down its arguments and its environment, and has the manners that the test wants.
const program = `#!/bin/sh
cd "$(dirname "$0")"
printf '%s\\n' "$#" "$@" >> arguments
env > environment
case "$(cat manner 2>/dev/null)" in
  slow) touch "locked-$2"; sleep 60 & echo $! > child; wait ;;
  loud) yes | head -c 200000 ;;
  exit*) exit "$(sed 's/exit//' manner)" ;;
esac
case "$1" in
  on) touch "locked-$2" ;;
  password) cat > given; printf '%s\\n' "and it says $(cat given)"; exit "$(cat fails 2>/dev/null || echo 0)" ;;
  off) rm -f "locked-$2" ;;
  read) test -e "locked-$2" ;;
esac
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-'));
  writeFileSync(join(folder, 'lock'), program);
  chmodSync(join(folder, 'lock'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manner = (text: string) => writeFileSync(join(folder, 'manner'), text);
const settings = {
  program: 'lock',
  onArguments: ['on', '{login}', '{case}', 'a b; touch evil'],
  offArguments: ['off', '{login}'],
  readArguments: ['read', '{login}'],
};
const open = (more: Record<string, unknown> = {}, name = 'lock') =>
  commandConnector({
    id: 1,
    settings: { ...settings, ...more },
    secret: {},
    pool: null as unknown as Sql,
    reach: { allowedHosts: [], commands: new Map([[name, join(folder, 'lock')]]) },
  });
const order = (wanted: Wanted = 'on', name = login): MeasureOrder => ({
  kind: 'send-lock',
  wanted,
  account: { kind: 'mailbox', login: name, domain: 'example.com' },
  caseNumber: 'AD-2026-0042',
  parameters: {},
  idempotencyKey: `measure-1-${wanted}`,
});

describe('a command', () => {
  it('locks, says so by its second command, and releases', async () => {
    const connector = open({ proveArguments: ['read', '{login}'] });
    const prior = await connector.readPrior(order(), patience());
    expect(prior).toEqual({ state: 'off' });
    await connector.apply(order(), prior, patience());
    await connector.apply(order(), prior, patience());
    expect(await connector.readBack(order(), prior, patience())).toMatchObject({ found: 'ours' });
    expect(await connector.probe(order(), patience())).toMatchObject({ result: 'holds' });
    await connector.apply(order('off'), prior, patience());
    expect(await connector.readBack(order('off'), prior, patience())).toMatchObject({ found: 'free' });
    expect(await connector.probe(order('off'), patience())).toMatchObject({ result: 'does-not-hold' });
  });

  it('gets whole arguments, no shell, and none of our environment', async () => {
    process.env['GEHEIM'] = 'in unserer Umgebung';
    await open().apply(order(), {}, patience());
    const seen = readFileSync(join(folder, 'arguments'), 'utf8');
    expect(seen).toBe(`4\non\n${login}\nAD-2026-0042\na b; touch evil\n`);
    expect(existsSync(join(folder, 'evil'))).toBe(false);
    expect(readFileSync(join(folder, 'environment'), 'utf8')).not.toMatch(/GEHEIM|DATABASE|SECRET/);
  });

  it.each(['-rf', '*', 'a b', '$(reboot)', "x';--", '', 'a\nb', '../x'])(
    'is not run for the login %j, which is no plain word',
    async (name) => {
      await expect(open().apply(order('on', name), {}, patience())).rejects.toMatchObject({
        effect: 'refused',
        code: 'login-not-safe',
      });
      expect(existsSync(join(folder, 'arguments'))).toBe(false);
    },
  );

  it('whose program the configuration does not name, or that is not there, is not run', async () => {
    await expect(open({}, 'other').apply(order(), {}, patience())).rejects.toMatchObject({
      effect: 'refused',
      code: 'program-not-allowed',
    });
    rmSync(join(folder, 'lock'));
    await expect(open().apply(order(), {}, patience())).rejects.toMatchObject({
      effect: 'failed',
      code: 'program-missing',
    });
  });

  it('that takes too long is ended with all it started, and nobody knows what it did', async () => {
    manner('slow');
    await expect(open().apply(order(), {}, patience(1_000))).rejects.toMatchObject({
      effect: 'unknown',
      code: 'time-out',
    });
    const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
    await expect.poll(() => isRunning(child)).toBe(false);
  });

  it('that never stops talking is ended', async () => {
    manner('loud');
    await expect(open().apply(order(), {}, patience())).rejects.toMatchObject({
      effect: 'unknown',
      code: 'bad-answer',
    });
  });

  it.each([
    [75, 'failed', 'command-failed'],
    [67, 'refused', 'account-unknown'],
    [77, 'refused', 'command-failed'],
    [1, 'unknown', 'command-failed'],
  ] as const)('that ends with %i is %s', async (exit, effect, code) => {
    manner(`exit${exit}`);
    await expect(open().apply(order(), {}, patience())).rejects.toMatchObject({ effect, code });
  });

  it('leaves what was locked before us, and what reads as somebody else’s', async () => {
    const connector = open();
    const prior = { state: 'on' };
    await connector.apply(order(), prior, patience());
    expect(await connector.readBack(order('off'), prior, patience())).toMatchObject({ found: 'free' });
    expect(await connector.probe(order('off'), patience())).toMatchObject({ code: 'locked-before' });
    manner('exit3');
    expect(await connector.readBack(order('off'), { state: 'off' }, patience())).toMatchObject({
      found: 'other',
    });
    manner('exit9');
    await expect(connector.readBack(order(), prior, patience())).rejects.toMatchObject({ effect: 'unknown' });
  });

  it('sets a password by standard input, never as an argument, and repeats no word of the program', async () => {
    const connector = open({ passwordArguments: ['password', '{login}'] });
    expect(connector.measures).toContain('new-password');
    expect(open().measures, 'not without arguments for it').not.toContain('new-password');
    await connector.setPassword?.(login, 'Kalo-best-49', patience());
    expect(readFileSync(join(folder, 'given'), 'utf8')).toBe('Kalo-best-49\n');
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe(`2\npassword\n${login}\n`);
    expect(readFileSync(join(folder, 'environment'), 'utf8')).not.toContain('Kalo');
    writeFileSync(join(folder, 'fails'), '77');
    const fault = await connector
      .setPassword?.(login, 'Kalo-best-49', patience())
      .catch((error: unknown) => error);
    expect(fault).toMatchObject({ effect: 'refused', code: 'command-failed' });
    expect(JSON.stringify(fault)).not.toContain('Kalo');
  });

  it('is set up with whole placeholders, the login in each command, and codes that mean one thing', () => {
    const codes = (more: object) =>
      commandSettings.safeParse({ ...settings, ...more }).error?.issues.map(({ message }) => message) ?? [];
    expect(codes({})).toEqual([]);
    expect(codes({ onArguments: ['--user={login}', '{login}'] })).toEqual(['placeholder-inside']);
    expect(codes({ offArguments: ['off', '--all'] })).toEqual(['no-login']);
    expect(codes({ readOnExits: ['0'], readOffExits: ['0', '1'] })).toEqual(['exit-twice']);
    expect(codes({ program: '/bin/sh' })).toHaveLength(1);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] !== 'Z';
  } catch {
    // Gone.
    return false;
  }
}
