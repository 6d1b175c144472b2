// The driver for set-based SQL: batches, lists, locks, LISTEN. One pool a process. `bigint` comes back as number:
// our ids stay far below 2^53, and a number survives JSON.

import postgres from 'postgres';
import { requireEnv } from '@/lib/env';
import { surviveLostConnections } from './lost-connection';
import { openSocket } from './socket';

export type Sql = postgres.Sql<{ bigint: number }>;
export type Tx = postgres.TransactionSql<{ bigint: number }>;

/** Opens a pool on `url`. The caller ends it. `max` is the number of connections. */
export function openSql(url: string, options: { max?: number; name?: string } = {}): Sql {
  const pool = postgres(url, {
    max: options.max ?? 10,
    idle_timeout: 60,
    connect_timeout: 10,
    // An option that the driver's types do not know.
    ...{ socket: openSocket },
    onnotice: () => undefined,
    connection: { application_name: options.name ?? 'meldestelle' },
    types: {
      bigint: {
        to: 20,
        from: [20],
        parse: (text: string) => Number(text),
        serialize: (value: number) => String(value),
      },
    },
  }) as unknown as Sql;
  return surviveLostConnections(pool);
}

const globalPool = globalThis as { meldestelleSql?: Sql };

/** The process's pool on DATABASE_URL, opened at first use. */
export function sql(): Sql {
  globalPool.meldestelleSql ??= openSql(requireEnv('DATABASE_URL'));
  return globalPool.meldestelleSql;
}

/** Ends the process's pool, for a clean exit. */
export async function endSql(): Promise<void> {
  const pool = globalPool.meldestelleSql;
  delete globalPool.meldestelleSql;
  await pool?.end({ timeout: 5 });
}

/** Puts another pool in the place of the process's one: tests point the use cases at their own database with it. */
export function useSql(pool: Sql): void {
  globalPool.meldestelleSql = pool;
}
