// Signs of life of the workers, and what the jobs came to.

import type { Sql } from '@/lib/db/sql';

interface Beat {
  /** Host and process. */
  instance: string;
  workers: readonly string[];
  startedAt: Date;
  memoryBytes: number;
}

/** Says that these workers run, and forgets processes that said nothing for a day. */
export async function saveBeat(db: Sql, { instance, workers, startedAt, memoryBytes }: Beat): Promise<void> {
  await db`
    INSERT INTO worker_heartbeat (instance, worker, started_at, at, memory_bytes)
    SELECT ${instance}, worker, ${startedAt}, now(), ${memoryBytes} FROM unnest(${[...workers]}::text[]) AS worker
    ON CONFLICT (instance, worker) DO UPDATE SET at = now(), memory_bytes = excluded.memory_bytes`;
  await db`DELETE FROM worker_heartbeat WHERE at < now() - interval '1 day'`;
}

/** A process that ends by itself is missed by nobody. */
export async function deleteBeats(db: Sql, instance: string): Promise<void> {
  await db`DELETE FROM worker_heartbeat WHERE instance = ${instance}`;
}

/** Notes what a run of a job came to. */
export async function saveJobRun(db: Sql, name: string, isOk: boolean, seconds: number): Promise<void> {
  await db`
    INSERT INTO job_run AS j (name, succeeded_at, failed_at, seconds)
    VALUES (${name}, ${isOk ? db`now()` : null}, ${isOk ? null : db`now()`}, ${seconds})
    ON CONFLICT (name) DO UPDATE SET seconds = excluded.seconds,
      succeeded_at = coalesce(excluded.succeeded_at, j.succeeded_at),
      failed_at = coalesce(excluded.failed_at, j.failed_at)`;
}
