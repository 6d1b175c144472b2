// The part of `npm test` that runs on the pinned Node: types, lint and build, then unit, database and mailbox tests,
// then the browser. One line a step, only failures in full, and one last line with the sum.

import { buildStep, lintStep, typesStep } from './lib/test-steps/static-steps';
import { browserStep } from './lib/test-steps/browser-step';
import { vitestStep } from './lib/test-steps/vitest-step';
import type { Step, StepResult } from './lib/test-steps/step';
import { generateClient } from './lib/build';
import { findChromium, findDovecot, missingPackages } from './lib/programs.mjs';
import { complain, say } from './lib/say.mjs';
import { listenForStop } from './lib/stopping';

const stopping = listenForStop();
const sum = { passed: 0, failed: 0, skipped: 0 };

/** Runs a step, prints its line, adds to the sum. An error of the step itself counts as one failure. */
async function take(step: Step): Promise<void> {
  if (stopping.signal.aborted) return;
  const startedAt = performance.now();
  const result = await step.run(stopping.signal).catch((error: unknown): StepResult => {
    if (!stopping.signal.aborted) complain(error);
    return { passed: 0, failed: 1, skipped: 0, report: '' };
  });
  if (stopping.signal.aborted) return;
  if (result.failed > 0) say(`\n${result.report.trim()}\n`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  say(
    `${step.name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped (${seconds} s)`,
  );
  if (result.remark !== undefined) say(`  ${result.remark}`);
  for (const name of result.skippedTests ?? []) say(`  skipped: ${name}`);
  sum.passed += result.passed;
  sum.failed += result.failed;
  sum.skipped += result.skipped;
}

async function runAll(): Promise<void> {
  await generateClient(stopping.signal);
  // Lint reads no file that the build writes; the types of the routes do come from the build.
  await Promise.all([take(lintStep), take(buildStep)]);
  await take(typesStep);
  await take(vitestStep({ hasDovecot: findDovecot() !== null }));
  await take(browserStep({ hasChromium: findChromium() !== null }));
}

const inAHurry = new Promise((resolve) => stopping.hurry.addEventListener('abort', resolve));
try {
  // Told to stop, the step at hand still clears up what it started.
  await Promise.race([runAll(), inAHurry]);
} catch (error) {
  if (!stopping.signal.aborted) {
    complain(error);
    sum.failed += 1;
  }
}
if (stopping.signal.aborted) {
  say('Stopped before the end.');
  sum.failed += 1;
}
const missing = missingPackages();
if (missing.length > 0)
  say(
    `Not installed: ${missing.join(', ')}. The tests that need ${missing.length > 1 ? 'them' : 'it'} were skipped.`,
  );
if (process.getuid?.() !== 0 && !missing.includes('postfix'))
  say('Not run as root: the tests that need a Postfix of their own were skipped.');
say(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed > 0 ? 1 : 0);
