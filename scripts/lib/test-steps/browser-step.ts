// The browser tests, on a free port. Where Chromium is missing they are listed, not run, and count as skipped.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from '../../../lib/db/cluster/state';
import { runScript, type Step, type StepResult } from './step';

const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';

const SPEC = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(z.object({ status: z.string() })),
});
type Suite = { specs: z.output<typeof SPEC>[]; suites?: Suite[] | undefined };
const SUITE: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(SPEC), suites: z.array(SUITE).optional() }),
);

const REPORT = z.object({
  suites: z.array(SUITE).default([]),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.object({ message: z.string().default('') })).default([]),
});

export function browserStep({ hasChromium }: { hasChromium: boolean }): Step {
  return {
    name: 'Browser tests',
    run: (signal) => (hasChromium ? runBrowserTests(signal) : listBrowserTests(signal)),
  };
}

async function runBrowserTests(signal: AbortSignal): Promise<StepResult> {
  const { report, code, output } = await playwright(['--reporter=list,json'], signal);
  if (report === null) return { passed: 0, failed: 1, skipped: 0, report: output };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = Math.max(unexpected, code === 0 ? 0 : 1);
  const remark = flaky > 0 ? { remark: `${flaky} of them passed only at the second try` } : {};
  const skippedTests = report.suites.flatMap(namesOfSkipped);
  return {
    passed: expected + flaky,
    failed,
    skipped,
    report: withoutPassed(output),
    skippedTests,
    ...remark,
  };
}

function namesOfSkipped({ specs, suites = [] }: Suite): string[] {
  const own = specs
    .filter(({ tests }) => tests.some(({ status }) => status === 'skipped'))
    .map(({ file, title }) => `e2e/${file}: ${title}`);
  return [...own, ...suites.flatMap(namesOfSkipped)];
}

// Playwright's list has a line for each test that passed.
function withoutPassed(output: string): string {
  return output
    .split('\n')
    .filter((line) => !/^\s+✓\s/.test(line))
    .join('\n');
}

async function listBrowserTests(signal: AbortSignal): Promise<StepResult> {
  const { report } = await playwright(['--reporter=json', '--list'], signal);
  const stats = report?.stats ?? { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  const skipped = stats.expected + stats.unexpected + stats.flaky + stats.skipped;
  return { passed: 0, failed: 0, skipped, report: '' };
}

async function playwright(args: string[], signal: AbortSignal) {
  const scratch = mkdtempSync(join(tmpdir(), 'meldestelle-report-'));
  const file = join(scratch, 'report.json');
  const env = { CI: '1', E2E_PORT: String(await freePort()), PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  try {
    const { code, output } = await runScript([PLAYWRIGHT, 'test', ...args], signal, env);
    const report = existsSync(file) ? REPORT.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
    return { code, output, report };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
