// Unit, database and mailbox tests in one run of vitest, on an embedded PostgreSQL of this run. Where Dovecot is
// missing its tests are listed, not run, and count as skipped.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { startTestServer } from '../../test-postgres';
import { ROOT } from '../paths.mjs';
import { runScript, type Step, type StepResult } from './step';

const VITEST = 'node_modules/vitest/vitest.mjs';

const REPORT = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          ancestorTitles: z.array(z.string()).default([]),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

export function vitestStep({ hasDovecot }: { hasDovecot: boolean }): Step {
  return { name: 'Unit, database and mailbox tests', run: (signal) => runVitest(hasDovecot, signal) };
}

async function runVitest(hasDovecot: boolean, signal: AbortSignal): Promise<StepResult> {
  const server = await startTestServer();
  const scratch = mkdtempSync(join(tmpdir(), 'meldestelle-report-'));
  const env = { TEST_DATABASE_URL: server.serverUrl };
  try {
    const projects = ['unit', 'db', ...(hasDovecot ? ['mailbox'] : [])].flatMap((name) => [
      '--project',
      name,
    ]);
    const file = join(scratch, 'report.json');
    const reporters = ['--reporter=json', `--outputFile.json=${file}`];
    const { code, output } = await runScript([VITEST, 'run', ...projects, ...reporters], signal, env);
    if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, report: output };
    const result = readReport(readFileSync(file, 'utf8'), code, output);
    return hasDovecot
      ? result
      : { ...result, skipped: result.skipped + (await countMailboxTests(signal, env, scratch)) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await server.stop();
  }
}

function readReport(text: string, code: number | null, output: string): StepResult {
  const report = REPORT.parse(JSON.parse(text));
  const lines: string[] = [];
  let brokenFiles = 0;
  for (const file of report.testResults) {
    const failures = file.assertionResults.filter((test) => test.status === 'failed');
    for (const test of failures)
      lines.push(`FAILED ${file.name}\n  ${test.fullName}\n${(test.failureMessages ?? []).join('\n')}\n`);
    if (file.status !== 'failed' || failures.length > 0) continue;
    brokenFiles += 1;
    lines.push(`FAILED ${file.name}\n${file.message}\n`);
  }
  // An error outside of every test (a rejection nobody waited for) fails the run and is in no test's result.
  const failed = report.numFailedTests + brokenFiles;
  const isOutside = code !== 0 && failed === 0;
  return {
    passed: report.numPassedTests,
    failed: failed + (isOutside ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
    report: isOutside ? output : lines.join('\n'),
    skippedTests: namesOfSkipped(report.testResults),
  };
}

function namesOfSkipped(files: z.output<typeof REPORT>['testResults']): string[] {
  const skipped = files.flatMap((file) =>
    file.assertionResults
      .filter((test) => ['pending', 'skipped', 'todo'].includes(test.status))
      .map((test) => `${relative(ROOT, file.name)}: ${test.ancestorTitles[0] ?? test.fullName}`),
  );
  return [...new Set(skipped)];
}

async function countMailboxTests(
  signal: AbortSignal,
  env: Record<string, string>,
  scratch: string,
): Promise<number> {
  const file = join(scratch, 'list.json');
  await runScript([VITEST, 'list', '--project', 'mailbox', `--json=${file}`], signal, env);
  if (!existsSync(file)) return 0;
  return z.array(z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8'))).length;
}
