// The mail log as everything else asks it: our own tables and the clusters that are connected, each host answered by one
// of them, our own tables first. A cluster that does not answer counts as a log that is behind: what it may know waits.

import type { Sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import {
  listClusters,
  noteClusterFault,
  noteClusterReach,
  type ClusterRow,
} from '@/lib/log-sources/cluster-store';
import { clusterClient, type ClusterClient } from '@/lib/maillog-lookup/opensearch/http-client';
import { coverageMs } from '@/lib/maillog-lookup/opensearch/limits';
import { ClusterLookup } from '@/lib/maillog-lookup/opensearch/lookup';
import { clusterSettings, type ClusterAccess } from '@/lib/maillog-lookup/opensearch/types';
import { postgresLookup } from '@/lib/maillog-lookup/postgres';
import type { LogCoverage, MailLogLookup } from '@/lib/maillog-lookup/types';
import { LogUnavailable } from '@/lib/maillog-lookup/unavailable';
import { unionLookup } from '@/lib/maillog-lookup/union';
import { logSourceSecretPlace, SealError, unseal } from '@/lib/secrets/seal';
import { notReached, type ConnectedLog } from './ask-mail-log';

/** What is known of one cluster in this process; asking it for its reach costs, so the answer is kept for a while. */
interface Connection {
  version: string;
  client: ClusterClient;
  access: ClusterAccess;
  checkedAt: number;
  reached: LogCoverage[];
  isDown: boolean;
}

const connections = new Map<number, Connection>();

/** The log as far as it is known just now; whatever is asked of it is asked later, so that silence is never early. */
export async function connectLog(pool: Sql): Promise<ConnectedLog | null> {
  const own = postgresLookup(pool, env().MAIL_LOG_QUIET_MINUTES * 60_000);
  const [coverage, rows] = await Promise.all([own.coverage(), listClusters(pool)]);
  dropOthers(rows);
  const lookups: MailLogLookup[] = [own];
  for (const row of rows) {
    const others = coverage.map(({ host }) => host);
    const connection = await connect(pool, row, others);
    if (connection === null || connection.isDown) coverage.push(...silentHosts(row, connection));
    else {
      coverage.push(...connection.reached);
      lookups.push(
        guarded(new ClusterLookup(connection.client, connection.access, others), pool, row.id, connection),
      );
    }
  }
  if (coverage.length === 0) return null;
  return { lookup: unionLookup(lookups), coverage, waitMs: env().LOG_WAIT_MINUTES * 60_000 };
}

/** Its hosts as last seen; where it never answered, its name stands for what it may know. */
function silentHosts({ name, reached }: ClusterRow, connection: Connection | null): LogCoverage[] {
  const known = connection?.reached.length ? connection.reached : reached;
  return known.length === 0 ? [notReached({ host: name })] : known.map(notReached);
}

/** The connection of a row, its reach asked for again where that was long ago; null where it cannot be made. */
async function connect(pool: Sql, row: ClusterRow, others: readonly string[]): Promise<Connection | null> {
  const access = accessOf(row);
  if (typeof access === 'string') {
    await noteClusterFault(pool, row.id, access);
    return null;
  }
  const version = JSON.stringify(access);
  const known = connections.get(row.id);
  if (known?.version !== version) known?.client.close();
  const connection: Connection =
    known?.version === version
      ? known
      : { version, access, client: clusterClient(access), checkedAt: 0, reached: row.reached, isDown: true };
  connections.set(row.id, connection);
  if (Date.now() - connection.checkedAt < coverageMs) return connection;
  try {
    const reached = await probe(new ClusterLookup(connection.client, access, others));
    Object.assign(connection, { reached, isDown: false, checkedAt: Date.now() });
    await noteClusterReach(pool, row.id, reached);
  } catch (error) {
    await noteDown(pool, row.id, connection, error);
  }
  return connection;
}

/** Its reach, and whether it takes the search that attribution sends: what fails there would fail for every mail. */
async function probe(lookup: ClusterLookup): Promise<LogCoverage[]> {
  const reached = await lookup.coverage();
  const now = Date.now();
  await lookup.findByQueueId([{ queueId: '-', host: null, window: { from: now, to: now } }]);
  return reached;
}

/** Anything but a log that cannot be asked is thrown on. */
async function noteDown(pool: Sql, id: number, connection: Connection, error: unknown): Promise<void> {
  if (!(error instanceof LogUnavailable)) throw error;
  if (!connection.isDown)
    log('connect-log').warn({ code: error.code, detail: error.detail }, 'the log cluster is silent');
  Object.assign(connection, { isDown: true, checkedAt: Date.now() });
  await noteClusterFault(pool, id, error.message);
}

/** The look-up that notes when it stops answering, so that the next context does without it. */
function guarded(lookup: ClusterLookup, pool: Sql, id: number, connection: Connection): MailLogLookup {
  const watch = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      await noteDown(pool, id, connection, error);
      throw error;
    }
  };
  return {
    findByQueueId: (questions) => watch(lookup.findByQueueId(questions)),
    findByMessageId: (questions) => watch(lookup.findByMessageId(questions)),
    findByClient: (questions) => watch(lookup.findByClient(questions)),
    volumeOf: (logins, window) => watch(lookup.volumeOf(logins, window)),
    deliveredTo: (domains, senders, window) => watch(lookup.deliveredTo(domains, senders, window)),
    historyOf: (questions) => watch(lookup.historyOf(questions)),
    refusalsOf: (logins) => watch(lookup.refusalsOf(logins)),
    coverage: () => watch(lookup.coverage()),
  };
}

/** Settings and secret of a row, or the fault that keeps it from being asked. */
function accessOf({ id, settings, secretSealed }: ClusterRow): ClusterAccess | string {
  const read = clusterSettings.safeParse(settings);
  if (!read.success) return 'broken-settings: ';
  try {
    const secret = secretSealed === null ? '' : unseal(secretSealed, logSourceSecretPlace(id));
    return { ...read.data, secret };
  } catch (error) {
    if (error instanceof SealError) return `secret-unreadable: ${error.message}`;
    throw error;
  }
}

function dropOthers(rows: readonly ClusterRow[]): void {
  const ids = new Set(rows.map(({ id }) => id));
  for (const [id, { client }] of connections) {
    if (ids.has(id)) continue;
    client.close();
    connections.delete(id);
  }
}

/** Closes the connections of this process: they keep it alive for some seconds. For tests and for stopping. */
export function closeLogConnections(): void {
  for (const { client } of connections.values()) client.close();
  connections.clear();
}
