// Makes what is made from the sources: the Prisma client and the production build, each only when its sources changed.

import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { runQuietly } from './run-quietly';
import { say } from './say.mjs';
import { fingerprint } from './state';

const CLIENT = join(ROOT, 'lib/db/generated');
const CLIENT_STAMP = join(CLIENT, '.made-from');
const BUILD_STAMP = join(ROOT, '.next/made-from');

const SOURCES = [
  'app/**/*',
  'lib/**/*',
  'public/**/*',
  'prisma/schema.prisma',
  '*.config.{ts,mjs}',
  '{instrumentation,proxy,middleware}.ts',
  'package-lock.json',
  'tsconfig.json',
];

const NO_SOURCES = /\.test\.tsx?$|\/(fixtures|testing)\/|^lib\/db\/generated\/|^(vitest|playwright)\.config/;

/** Generates the database client if the schema changed since. */
export async function generateClient(signal?: AbortSignal): Promise<void> {
  const stamp = fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']);
  if (existsSync(join(CLIENT, 'client.ts')) && readStamp(CLIENT_STAMP) === stamp) return;
  await runQuietly(
    'The database client could not be generated',
    ['node_modules/prisma/build/index.js', 'generate'],
    {
      // Generating needs no schema engine, but Prisma looks for its file and would download it.
      env: { PRISMA_SCHEMA_ENGINE_BINARY: join(ROOT, 'package.json'), PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      signal,
    },
  );
  writeFileSync(CLIENT_STAMP, stamp);
}

/** Builds the screens if anything they are made of changed since. Returns whether it built. */
export async function buildProduct(signal?: AbortSignal): Promise<boolean> {
  const files = globSync(SOURCES, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((file) => !NO_SOURCES.test(file))
    .sort();
  const stamp = fingerprint(files);
  if (existsSync(join(ROOT, '.next/BUILD_ID')) && readStamp(BUILD_STAMP) === stamp) return false;
  say('The screens are being built (once for each version, about a minute) …');
  await runQuietly('The build failed', ['node_modules/next/dist/bin/next', 'build'], {
    env: { NODE_ENV: 'production' },
    signal,
  });
  writeFileSync(BUILD_STAMP, stamp);
  return true;
}

function readStamp(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
