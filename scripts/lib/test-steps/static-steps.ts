// Types, lint and build: each holds or does not, and counts one.

import { buildProduct } from '../build';
import { runScript, type Step, type StepResult } from './step';

function oneOf(holds: boolean, report: string): StepResult {
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0, report };
}

export const typesStep: Step = {
  name: 'Types',
  async run(signal) {
    const { code, output } = await runScript(
      ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
      signal,
    );
    return oneOf(code === 0, output);
  },
};

export const lintStep: Step = {
  name: 'Lint',
  async run(signal) {
    const { code, output } = await runScript(
      ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
      signal,
    );
    return oneOf(code === 0, output);
  },
};

export const buildStep: Step = {
  name: 'Build',
  async run(signal) {
    await buildProduct(signal);
    return oneOf(true, '');
  },
};
