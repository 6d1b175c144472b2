// Three kinds of tests by their names: `*.db.test.ts` needs PostgreSQL (one is started where TEST_DATABASE_URL does not
// name one), `*.mailbox.test.ts` needs Dovecot as well and runs one file after the other, all others need nothing.

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const resolve = {
  alias: [
    { find: /^@\//, replacement: root },
    // Next's own marker of what no browser gets; here there is none to keep it from.
    { find: /^server-only$/, replacement: `${root}node_modules/next/dist/compiled/server-only/empty.js` },
  ],
};
const exclude = ['node_modules/**', '.next/**', '.data/**', 'e2e/**'];
const globalSetup = ['scripts/test-postgres.ts'];

export default defineConfig({
  test: {
    // Left alone, vitest leaves one core free: half of a machine with two. Many tests wait for a database anyway.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.db.test.ts', '**/*.mailbox.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude,
          globalSetup,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'mailbox',
          include: ['**/*.mailbox.test.ts'],
          exclude,
          globalSetup,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
