// Which database this start works on, made ready: the one of DATABASE_URL, or the embedded one. Where something is
// wrong with a given database, one sentence says what, without the password.

import { join } from 'node:path';
import postgres from 'postgres';
import { ClusterError, startCluster, type Cluster } from '../../lib/db/embedded';
import { migrate } from '../../lib/db/migrate';
import { ROOT } from './paths.mjs';
import { Failure, say } from './say.mjs';

const CONNECT_TIMEOUT_SECONDS = 10;

async function startEmbedded(stateDir: string): Promise<Cluster> {
  try {
    return await startCluster({ dir: join(stateDir, 'postgres'), durable: true });
  } catch (error) {
    throw error instanceof ClusterError ? new Failure(error.message) : error;
  }
}

const CRASHES_IN_A_ROW = 3;
const STEADY_AFTER_MS = 60_000;

/** The embedded cluster for as long as the product runs: started again, on the same port, when it ends by itself. */
export class EmbeddedDatabase {
  private isEndWanted = false;
  private restart: Promise<void> | null = null;

  private constructor(
    private readonly stateDir: string,
    private readonly onPid: (pid: number, isRunning: boolean) => void,
    public cluster: Cluster,
  ) {
    onPid(cluster.pid, true);
  }

  static async open(
    stateDir: string,
    onPid: (pid: number, isRunning: boolean) => void,
  ): Promise<EmbeddedDatabase> {
    return new EmbeddedDatabase(stateDir, onPid, await startEmbedded(stateDir));
  }

  /** Returns when the database was stopped; throws a `Failure` where it keeps ending. */
  async keep(): Promise<void> {
    for (let crashes = 0; ;) {
      const since = performance.now();
      await this.cluster.exited;
      this.onPid(this.cluster.pid, false);
      if (this.isEndWanted) return;
      crashes = performance.now() - since > STEADY_AFTER_MS ? 1 : crashes + 1;
      if (crashes >= CRASHES_IN_A_ROW)
        throw new Failure(
          `The database ended unexpectedly, ${crashes} times in a row. Everything is being stopped.`,
        );
      say('The database ended unexpectedly; it is started again.');
      this.restart = this.startAgain();
      await this.restart;
    }
  }

  private async startAgain(): Promise<void> {
    this.cluster = await startEmbedded(this.stateDir);
    this.onPid(this.cluster.pid, true);
  }

  /** From now on an end of the database is no accident: everything is being stopped. */
  expectEnd(): void {
    this.isEndWanted = true;
  }

  /** Ends the database, also one that is just being started again. */
  async stop(): Promise<void> {
    this.expectEnd();
    await this.restart?.catch(() => undefined); // What went wrong there is told by `keep`.
    await this.cluster.stop();
  }
}

/** The URL of database `name` in the embedded cluster; the database is made where it is missing. */
export async function embeddedDatabase(cluster: Cluster, name: string): Promise<string> {
  const server = postgres(cluster.url('postgres'), { max: 1, onnotice: () => undefined });
  try {
    const found = await server`SELECT 1 FROM pg_database WHERE datname = ${name}`;
    if (found.length === 0) await server`CREATE DATABASE ${server(name)}`;
  } finally {
    await server.end();
  }
  return cluster.url(name);
}

/** Throws a `Failure` that names DATABASE_URL and the reason where the database does not answer. */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  const server = postgres(databaseUrl, {
    max: 1,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    onnotice: () => undefined,
  });
  try {
    await server`SELECT 1`;
  } catch (error) {
    throw new Failure(`DATABASE_URL: ${whyUnreachable(error, new URL(databaseUrl))}`);
  } finally {
    await server.end({ timeout: 1 });
  }
}

function whyUnreachable(error: unknown, url: URL): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const server = url.host;
  const database = decodeURIComponent(url.pathname.slice(1));
  const user = decodeURIComponent(url.username);
  const reasons: Record<string, string> = {
    ECONNREFUSED: `nothing answers at ${server}; is PostgreSQL running there?`,
    ENOTFOUND: `the host ${url.hostname} is not known.`,
    EAI_AGAIN: `the host ${url.hostname} could not be looked up.`,
    CONNECT_TIMEOUT: `${server} did not answer within ${CONNECT_TIMEOUT_SECONDS} seconds.`,
    '28P01': `${server} refuses the password of the user ${user}.`,
    '28000': `${server} does not let the user ${user} in.`,
    '3D000': `there is no database ${database} on ${server}; create it (createdb ${database}).`,
    '42501': `the user ${user} may not use the database ${database}.`,
  };
  return reasons[code] ?? `${server} answers: ${error instanceof Error ? error.message : String(error)}`;
}

/** Brings the database up to date and says which migrations were applied. */
export async function applyMigrations(databaseUrl: string): Promise<void> {
  const applied = await migrate(databaseUrl, join(ROOT, 'prisma/migrations'));
  if (applied.length > 0)
    say(`The database was brought up to date (${applied.length} migration${applied.length > 1 ? 's' : ''}).`);
}
