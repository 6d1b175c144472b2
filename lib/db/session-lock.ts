// Advisory locks that live as long as one connection: whoever holds one is the only reader of a mailbox, and a process
// that dies gives all of its locks back. One direct connection a process, which is never recycled and never idles out.
// The locks keep work apart; what makes it safe are the unique keys.

import postgres from 'postgres';

/** First half of the key: our locks among all advisory locks of the database. */
const LOCK_SPACE = 7_363_002;

export interface LockSession {
  /** Takes the lock of `key`; false where another session has it. */
  tryLock(key: number): Promise<boolean>;
  unlock(key: number): Promise<void>;
  /** Fires when the connection is lost, and every lock with it. */
  lost: AbortSignal;
  close(): Promise<void>;
}

/** Opens a session on the database at `databaseUrl`. Throws where it cannot be reached. */
export async function openLockSession(databaseUrl: string): Promise<LockSession> {
  const lost = new AbortController();
  const connection = postgres(databaseUrl, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 10,
    connection: { application_name: 'meldestelle-locks' },
    onnotice: () => undefined,
    onclose: () => lost.abort(),
  });
  await connection`SELECT 1`.catch(async (error: unknown) => {
    await connection.end({ timeout: 0 });
    throw error;
  });
  return {
    lost: lost.signal,
    async tryLock(key) {
      // After a reconnect the session would be another one; its locks are not ours to give out.
      if (lost.signal.aborted) return false;
      const [row] = await connection<
        { locked: boolean }[]
      >`SELECT pg_try_advisory_lock(${LOCK_SPACE}, ${key}) AS locked`;
      return row?.locked === true && !lost.signal.aborted;
    },
    async unlock(key) {
      if (!lost.signal.aborted) await connection`SELECT pg_advisory_unlock(${LOCK_SPACE}, ${key})`;
    },
    close: () => connection.end({ timeout: 2 }),
  };
}
