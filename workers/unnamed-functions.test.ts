// A worker's functions are made without the wrapper that names them, and stack traces still say where.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workerImports } from './process-options';

const fixture = join(import.meta.dirname, 'testing/thrower.ts');
const linesOf = (imports: string[]): string[] =>
  spawnSync(process.execPath, [...imports, fixture], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n');

it('takes the naming away that tsx puts around every function', () => {
  // Where this fails, tsx writes its wrapper in other words: functions are named again, and reading takes longer by a sixth.
  expect(linesOf(['--import', 'tsx'])[0]).toBe('"inner"');
  expect(linesOf(workerImports)[0]).toBe('""');
});

it('leaves the places that stack traces name', () => {
  expect(linesOf(workerImports)[1]).toMatch(/thrower\.ts:9:21\)?$/);
  expect(linesOf(workerImports)[1]?.split('thrower')[1]).toBe(
    linesOf(['--import', 'tsx'])[1]?.split('thrower')[1],
  );
});
