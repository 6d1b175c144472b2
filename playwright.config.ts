// Browser tests: Chromium against the production build, with a database, a worker and a sample provider of their own.
// Two files run at a time on one desk, as its users do; a file leaves alone what the tests of others look at.

import { defineConfig } from '@playwright/test';
import { ADMIN_STATE } from './e2e/support/administrator';
import { findChromium } from './scripts/lib/programs.mjs';

const STORY = 'story.spec.ts';

const baseURL = `http://localhost:${process.env['E2E_PORT'] ?? '3217'}`;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  // A page that a busy machine served late is tried once more, and `npm test` says so; a broken one fails twice.
  retries: 1,
  forbidOnly: process.env['CI'] !== undefined,
  // Patience for a busy machine: a test that passes does not wait for it.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    contextOptions: { reducedMotion: 'reduce' },
    // Recording a trace of everything costs as much as the tests; `npx playwright test --trace on` for one that fails.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium() ?? '/usr/bin/chromium',
      // Chromium's sandbox does not work for root; the pages under test are our own.
      args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
  },
  projects: [
    { name: 'sign-in', testMatch: 'administrator.setup.ts' },
    {
      name: 'desk',
      dependencies: ['sign-in'],
      testMatch: '**/*.spec.ts',
      testIgnore: STORY,
      use: { storageState: ADMIN_STATE },
    },
    // On servers and a desk of its own.
    { name: 'story', testMatch: STORY },
  ],
  webServer: {
    // `exec`: no shell in between, so that the server notices when this process is gone.
    command: 'exec node --import tsx scripts/e2e-server.ts',
    url: `${baseURL}/sign-in`,
    timeout: 240_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
