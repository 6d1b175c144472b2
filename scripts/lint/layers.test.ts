// Lint is only worth something while it fires: each case is a line that must be refused (or allowed) at a given place.
// The imported files exist, because a rule about paths is silent on an import that leads nowhere.

import { ESLint } from 'eslint';
import { describe, expect, test, vi } from 'vitest';

// The first case reads the types of the whole project, which on a busy machine takes a while.
vi.setConfig({ testTimeout: 180_000 });

const lint = new ESLint({ cwd: process.cwd() });

/** The rules that `code` breaks as a new file at `filePath`. */
async function broken(filePath: string, code: string): Promise<string[]> {
  // A file that no tsconfig knows has no types; the rules in question here need none.
  const [result] = await lint.lintText(code, { filePath });
  const fatal = result?.messages.filter((message) => message.fatal === true) ?? [];
  expect(fatal.map((message) => message.message)).toEqual([]);
  return [...new Set(result?.messages.map((message) => message.ruleId ?? ''))];
}

const uses = (path: string) => `import * as used from '${path}';\nexport const value: unknown = used;\n`;

const PATHS = 'import-x/no-restricted-paths';
const LIBRARIES = 'no-restricted-imports';

// The places are existing files: the type-aware rules know no others. What stands in them does not matter here.
const FORMAT = 'lib/arf/read-arf.ts';
const TEXT_FORMAT = 'lib/complaint-text/jmrp/read-jmrp.ts';
const DOMAIN = 'lib/scoring/stages.ts';
const SIGNATURES = 'lib/reporters/verify-signatures.ts';
const STORE = 'lib/cases/store.ts';
const QUERIES = 'lib/cases/queries.ts';
const ADAPTER = 'lib/auth/passwords.ts';
const USE_CASE = 'lib/desk/sign-in.ts';
const SCREEN = 'app/page.tsx';
const WORKER = 'workers/main.ts';

describe('refused', () => {
  test.each([
    ['a format imports a domain', FORMAT, '@/lib/scoring/stages', PATHS],
    ['a format of two levels imports a domain', TEXT_FORMAT, '@/lib/scoring/stages', PATHS],
    ['a format imports the database', FORMAT, '@/lib/db/sql', PATHS],
    ['a format imports the environment', FORMAT, '@/lib/env', PATHS],
    ['a format imports a library', FORMAT, 'mailparser', LIBRARIES],
    ['a format reads files', FORMAT, 'node:fs', LIBRARIES],
    ['a domain rule imports another domain', DOMAIN, '@/lib/attribution/ladder', PATHS],
    ['a domain rule imports a store', DOMAIN, '@/lib/cases/store', PATHS],
    ['a domain rule imports the database', DOMAIN, '@/lib/db/sql', PATHS],
    ['a domain rule imports the log', DOMAIN, '@/lib/log', PATHS],
    ['a domain rule imports a use case', DOMAIN, '@/lib/desk/sign-in', PATHS],
    ['the check of signatures imports the resolver', SIGNATURES, '@/lib/dns/resolver', PATHS],
    ['a use case checks signatures by itself', USE_CASE, 'mailauth', LIBRARIES],
    ['a domain rule opens files', DOMAIN, 'node:fs/promises', LIBRARIES],
    ['a store imports a use case', STORE, '@/lib/desk/sign-in', PATHS],
    ['a store imports an adapter', STORE, '@/lib/auth/passwords', PATHS],
    ['queries import Next', QUERIES, 'next/headers', LIBRARIES],
    ['an adapter imports a use case', ADAPTER, '@/lib/desk/sign-in', PATHS],
    ['an adapter imports another one’s library', ADAPTER, 'imapflow', LIBRARIES],
    ['a use case imports a screen', USE_CASE, '@/app/page', PATHS],
    ['a use case imports a process', USE_CASE, '@/workers/main', PATHS],
    ['a use case imports a driver', USE_CASE, 'postgres', LIBRARIES],
    ['a use case imports Next', USE_CASE, 'next/cache', LIBRARIES],
    ['a process imports a library', WORKER, 'smtp-server', LIBRARIES],
    ['a screen imports a store', SCREEN, '@/lib/cases/store', PATHS],
    ['a screen imports the database', SCREEN, '@/lib/db/sql', PATHS],
    ['a screen imports a process', SCREEN, '@/workers/main', PATHS],
    ['a screen imports mailparser', SCREEN, 'mailparser', LIBRARIES],
    ['a process imports a screen', WORKER, '@/app/page', PATHS],
    ['a process imports a store', WORKER, '@/lib/cases/store', PATHS],
    ['a process imports Prisma', WORKER, '@prisma/client', LIBRARIES],
  ])('%s', async (_, filePath, path, rule) => {
    expect(await broken(filePath, uses(path))).toContain(rule);
  });

  test.each([
    [
      'the environment outside lib/env.ts',
      WORKER,
      'export const home = process.env;\n',
      'no-restricted-properties',
    ],
    [
      'the environment in a pure file',
      DOMAIN,
      "export const home = process.env['HOME'];\n",
      'no-restricted-globals',
    ],
    ['the clock in a domain rule', DOMAIN, 'export const now = Date.now();\n', 'no-restricted-properties'],
    ['a new Date in a format', FORMAT, 'export const now = new Date();\n', 'no-restricted-syntax'],
    [
      'randomness in a domain rule',
      DOMAIN,
      'export const chance = Math.random();\n',
      'no-restricted-properties',
    ],
    [
      'the network in a format',
      FORMAT,
      "export const page = fetch('https://example.com');\n",
      'no-restricted-globals',
    ],
    [
      'a promise that nobody waits for',
      WORKER,
      'Promise.reject(new Error());\n',
      '@typescript-eslint/no-floating-promises',
    ],
    ['any', WORKER, 'export const value: any = 1;\n', '@typescript-eslint/no-explicit-any'],
    [
      'a hidden type error',
      WORKER,
      '// @ts-ignore\nexport const n = 1;\n',
      '@typescript-eslint/ban-ts-comment',
    ],
    ['an empty catch', WORKER, 'try {\n  JSON.parse(``);\n} catch {}\n', 'no-empty'],
    ['unfinished work', WORKER, `// ${'TO'}DO: later\nexport const n = 1;\n`, 'no-warning-comments'],
  ])('%s', async (_, filePath, code, rule) => {
    expect(await broken(filePath, code)).toContain(rule);
  });

  test('an instruction to lint to look away has no effect', async () => {
    const code = '/* eslint-disable */\nexport const value: any = 1;\n';
    expect(await broken(WORKER, code)).toContain('@typescript-eslint/no-explicit-any');
  });

  test.each(['@/lib/desk/sign-in', '@/lib/cases/queries', '@/lib/db/sql', '@/lib/env'])(
    'a client component imports %s',
    async (path) => {
      expect(await broken(SCREEN, `'use client';\n${uses(path)}`)).toContain('local/client-components');
    },
  );
});

describe('allowed', () => {
  test.each([
    ['a format of two levels imports another format', TEXT_FORMAT, '@/lib/mime/header'],
    ['a format imports another format', FORMAT, '@/lib/mime/header'],
    ['a format imports zod', FORMAT, 'zod'],
    ['a domain rule imports format types', DOMAIN, '@/lib/formats/types'],
    ['a domain rule imports another domain’s types', DOMAIN, '@/lib/attribution/types'],
    ['a store imports the database', STORE, '@/lib/db/sql'],
    ['an adapter imports its own library', ADAPTER, '@node-rs/argon2'],
    ['the check of signatures imports its library', SIGNATURES, 'mailauth/lib/dkim/verify'],
    ['a use case imports rules, stores and adapters', USE_CASE, '@/lib/cases/store'],
    ['a screen imports a use case', SCREEN, '@/lib/desk/sign-in'],
    ['a screen imports queries', SCREEN, '@/lib/cases/queries'],
    ['a process imports a use case', WORKER, '@/lib/desk/sign-in'],
  ])('%s', async (_, filePath, path) => {
    expect(await broken(filePath, uses(path))).toEqual([]);
  });

  test('a client component imports types from anywhere', async () => {
    const code = "'use client';\nimport type { Env } from '@/lib/env';\nexport type Shown = Env;\n";
    expect(await broken(SCREEN, code)).toEqual([]);
  });
});
