// Any PostgreSQL, MySQL or MariaDB database as a directory: read whole, or tried.

import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { ChunkBuilder } from '../read-row';
import type { RawRow } from '../read-row';
import { DirectoryFault, type DirectoryChunk, type DirectoryTest, type ListingDirectory } from '../types';
import { asSqlFault } from './faults';
import { openMysqlRows } from './mysql-rows';
import { openPostgresRows } from './postgres-rows';
import type { RowSource } from './row-source';
import {
  sqlSettings,
  sqlStatementNames,
  statementsOf,
  type SqlSettings,
  type SqlStatementName,
} from './settings';

/** Columns without which a statement says nothing. */
const NEEDED: Record<SqlStatementName, readonly string[]> = {
  customers: ['customer_no'],
  accounts: ['login'],
  aliases: ['address', 'target'],
  domains: ['domain'],
};

const SAMPLE_ROWS = 5;
const CONNECT_MS = 10_000;

/** A database to be read whole. Nothing is opened before the first chunk is asked for. */
export function openSqlDirectory(given: unknown, password: string): ListingDirectory {
  const settings = sqlSettings(given);
  let source: RowSource | null = null;
  return {
    async *read(signal) {
      source = await openRows(settings, password, signal);
      for (const [name, statement] of statementsToRun(settings))
        yield* readStatement(source, { name, statement, limit: null });
    },
    async close() {
      await source?.close();
      source = null;
    },
  };
}

/** Every step up to the first that fails, and five rows of each statement. */
export async function testSqlDirectory(
  given: unknown,
  password: string,
  signal: AbortSignal,
): Promise<DirectoryTest> {
  const settings = sqlSettings(given);
  const test: DirectoryTest = { steps: [], sample: null };
  let source: RowSource | null = null;
  const step = async (code: string, run: () => Promise<DirectoryTest['steps'][number]['detail']>) => {
    try {
      test.steps.push({ code, ok: true, detail: await run() });
    } catch (error) {
      const fault = asSqlFault(error, null);
      test.steps.push({ code, ok: false, detail: { ...fault.detail, fault: fault.code } });
      throw fault;
    }
  };
  try {
    await step('resolve', () => resolveHost(settings.host));
    await step('connect', () => reach(settings));
    await step('sign-in', async () => {
      const opened = await openRows(settings, password, signal);
      source = opened;
      return { version: opened.version, encrypted: opened.isEncrypted ? 'yes' : 'no' };
    });
    for (const [name, statement] of statementsToRun(settings))
      await step('read', () => sampleStatement(test, source, name, statement));
  } catch (error) {
    if (!(error instanceof DirectoryFault)) throw error;
  } finally {
    await (source as RowSource | null)?.close();
  }
  return test;
}

function openRows(settings: SqlSettings, password: string, signal: AbortSignal): Promise<RowSource> {
  signal.throwIfAborted();
  return settings.engine === 'postgres'
    ? openPostgresRows(settings, password, signal)
    : openMysqlRows(settings, password, signal);
}

function statementsToRun(settings: SqlSettings): [SqlStatementName, string][] {
  const statements = statementsOf(settings);
  return sqlStatementNames.flatMap((name) =>
    statements[name].trim() === '' ? [] : [[name, statements[name]]],
  );
}

async function* readStatement(
  source: RowSource,
  { name, statement, limit }: { name: SqlStatementName; statement: string; limit: number | null },
): AsyncGenerator<DirectoryChunk> {
  const builder = new ChunkBuilder();
  let number = 0;
  for await (const rows of source.rows(statement, name, limit)) {
    if (number === 0) needColumns(name, rows[0]);
    for (const row of rows) add(builder, name, row, `${name} ${(number += 1)}`);
    yield builder.take();
  }
}

function add(builder: ChunkBuilder, name: SqlStatementName, row: RawRow, place: string): void {
  if (name === 'customers') builder.addCustomer(row, place);
  else if (name === 'accounts') builder.addAccount(row, place);
  else if (name === 'aliases') builder.addAlias(row, place);
  else builder.addDomain(row, place);
}

function needColumns(name: SqlStatementName, row: RawRow | undefined): void {
  const missing = NEEDED[name].filter((column) => row !== undefined && !(column in row));
  if (missing.length > 0)
    throw new DirectoryFault('columns-missing', { statement: name, columns: missing.join(', ') });
}

async function sampleStatement(
  test: DirectoryTest,
  source: RowSource | null,
  name: SqlStatementName,
  statement: string,
): Promise<Record<string, string | number>> {
  if (source === null) throw new DirectoryFault('connection-lost');
  let isEmpty = true;
  for await (const chunk of readStatement(source, { name, statement, limit: SAMPLE_ROWS })) {
    test.sample = joined(test.sample, chunk);
    isEmpty = false;
  }
  return { statement: name, rows: isEmpty ? 'none' : 'some' };
}

function joined(sample: DirectoryChunk | null, chunk: DirectoryChunk): DirectoryChunk {
  if (sample === null) return chunk;
  return {
    customers: [...sample.customers, ...chunk.customers],
    accounts: [...sample.accounts, ...chunk.accounts],
    aliases: [...sample.aliases, ...chunk.aliases],
    domains: [...new Set([...sample.domains, ...chunk.domains])],
    problems: [...sample.problems, ...chunk.problems],
  };
}

async function resolveHost(host: string): Promise<Record<string, string>> {
  const addresses = await lookup(host, { all: true });
  return { addresses: addresses.map(({ address }) => address).join(', ') };
}

function reach({ host, port }: SqlSettings): Promise<Record<string, string | number>> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: CONNECT_MS });
    socket.once('connect', () => {
      resolve({ address: socket.remoteAddress ?? host, port });
      socket.destroy();
    });
    socket.once('timeout', () =>
      socket.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })),
    );
    socket.once('error', reject);
  });
}
