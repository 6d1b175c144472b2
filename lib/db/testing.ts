// A fresh database for a test file, made from the migrated template within a fraction of a second. The server and
// the template's name come from the test run's global setup.

import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { openPrisma, usePrisma, type PrismaClient } from './prisma';
import { openSql, useSql, type Sql } from './sql';

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string;
    templateName: string;
  }
}

export interface TestDatabase {
  url: string;
  sql: Sql;
  prisma: PrismaClient;
  /** Closes the pools and drops the database. */
  drop(): Promise<void>;
}

/** `postgres://…/NAME` for another database on the same server. */
export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

/** Creates the database and makes it the one that `sql()` and `prisma()` of this process speak to. */
export async function freshDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = openSql(serverUrl, { max: 1 });
  await admin.unsafe(`CREATE DATABASE "${name}" TEMPLATE "${inject('templateName')}"`);
  const url = withDatabase(serverUrl, name);
  const sql = openSql(url);
  const prisma = openPrisma(url);
  useSql(sql);
  usePrisma(prisma);
  return {
    url,
    sql,
    prisma,
    async drop() {
      await prisma.$disconnect();
      await sql.end({ timeout: 5 });
      await admin.unsafe(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await admin.end();
    },
  };
}
