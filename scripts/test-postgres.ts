// Gives the database tests a server and a migrated template to copy: the server of TEST_DATABASE_URL, or an embedded
// one in a temporary directory for this run. The template is named after the migrations, so that it is made once.

import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startCluster } from '../lib/db/embedded';
import { migrate, readMigrations } from '../lib/db/migrate';

const TEMPLATE_LOCK_KEY = 7_363_002;

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['TEST_DATABASE_URL'];
  const { serverUrl, stop } =
    given === undefined || given === '' ? await startTestServer() : { serverUrl: given };
  try {
    // The server's maintenance database, and the migrated database that tests copy; typed in lib/db/testing.ts.
    project.provide('serverUrl', serverUrl);
    project.provide('templateName', await makeTemplate(serverUrl));
  } catch (error) {
    await stop?.();
    throw error;
  }
  return stop;
}

/** An embedded server without fsync in a temporary directory; `stop` ends it and removes the directory. */
export async function startTestServer(): Promise<{ serverUrl: string; stop: () => Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'meldestelle-test-'));
  chmodSync(home, 0o711);
  const dir = join(home, 'postgres');
  const cluster = await startCluster({ dir, durable: false, settings: ['max_connections=300'] });
  const stop = async () => {
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return { serverUrl: cluster.url('postgres'), stop };
}

async function makeTemplate(serverUrl: string): Promise<string> {
  const migrations = JSON.stringify(
    readMigrations(join(process.cwd(), 'prisma/migrations')).migrationDirectories,
  );
  const name = `meldestelle_template_${createHash('sha256').update(migrations).digest('hex').slice(0, 16)}`;
  const server = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  try {
    await server`SELECT pg_advisory_lock(${TEMPLATE_LOCK_KEY})`;
    const [row] = await server`SELECT 1 FROM pg_database WHERE datname = ${name}`;
    if (row === undefined) await buildTemplate(server, serverUrl, name);
    return name;
  } finally {
    await server.end();
  }
}

// Under another name until it is migrated: a template is complete or absent.
async function buildTemplate(server: postgres.Sql, serverUrl: string, name: string): Promise<void> {
  const unfinished = `${name}_unfinished`;
  await server`DROP DATABASE IF EXISTS ${server(unfinished)} WITH (FORCE)`;
  await server`CREATE DATABASE ${server(unfinished)}`;
  const url = new URL(serverUrl);
  url.pathname = `/${unfinished}`;
  await migrate(url.href);
  await server`ALTER DATABASE ${server(unfinished)} RENAME TO ${server(name)}`;
}
