// Writes of connections: a whole file at one go, through a table that lives as long as the transaction.

import { Readable } from 'node:stream';
import { copyInto } from '@/lib/db/copy-into';
import { CopyText, type CopyValue } from '@/lib/db/copy-text';
import type { Tx } from '@/lib/db/sql';
import type { ConnectionRow } from './types';

/** One reader of connections at a time: two exports can be about the same address. */
export async function lockConnections(tx: Tx): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(hashtext('connections'))`;
}

/** Copies the rows as they come. */
export async function stageConnections(tx: Tx, rows: AsyncIterable<ConnectionRow[]>): Promise<void> {
  await tx`
    CREATE TEMP TABLE staged_connection (network inet, port_from int, port_to int, from_at timestamptz, to_at timestamptz,
      connection text, customer_no text) ON COMMIT DROP`;
  const pieces = async function* (): AsyncGenerator<Buffer> {
    const text = new CopyText();
    for await (const some of rows) {
      for (const row of some) text.row(fieldsOf(row));
      yield text.take();
    }
  };
  await copyInto(tx`COPY staged_connection FROM STDIN`, Readable.from(pieces()));
  await tx`ANALYZE staged_connection`;
}

const moment = (at: number | null): Date | null => (at === null ? null : new Date(at));

function fieldsOf({
  network,
  portFrom,
  portTo,
  from,
  to,
  connection,
  customerNo,
}: ConnectionRow): CopyValue[] {
  return [network, portFrom, portTo, moment(from), moment(to), connection, customerNo];
}

/** A list of prefixes is whole: what it no longer names is no longer so. */
export async function replacePrefixes(tx: Tx, sourceId: number): Promise<void> {
  await tx`DELETE FROM connection_prefix WHERE source_id = ${sourceId}`;
  await tx`
    INSERT INTO connection_prefix (source_id, network, connection, customer_no, valid_from, valid_to)
    SELECT DISTINCT ${sourceId}::int, network, connection, customer_no, from_at, to_at FROM staged_connection`;
}

/** Adds sessions; one that is known already takes the end that it has now. */
export async function mergeSessions(tx: Tx, sourceId: number): Promise<void> {
  await tx`
    INSERT INTO connection_session AS s (source_id, address, port_from, port_to, from_at, to_at, connection, customer_no)
    SELECT DISTINCT ON (network, from_at, port_from, connection) ${sourceId}::int, network, port_from, port_to, from_at,
      to_at, connection, customer_no
    FROM staged_connection ORDER BY network, from_at, port_from, connection, to_at DESC NULLS LAST
    ON CONFLICT (address, from_at, port_from, connection) DO UPDATE
    SET to_at = excluded.to_at, port_to = excluded.port_to, customer_no = coalesce(excluded.customer_no, s.customer_no),
      is_end_guessed = false, source_id = excluded.source_id
    WHERE excluded.to_at IS NOT NULL AND (s.is_end_guessed OR s.to_at IS DISTINCT FROM excluded.to_at)`;
  await guessEnds(tx);
}

/** A session without an end was over at the latest when the next one got its ports: the stop record was lost. */
async function guessEnds(tx: Tx): Promise<void> {
  await tx`
    UPDATE connection_session s SET to_at = n.from_at, is_end_guessed = true
    FROM (
      SELECT o.ctid AS place, (
        SELECT min(l.from_at) FROM connection_session l
        WHERE l.address = o.address AND l.from_at > o.from_at
          AND (l.port_from IS NULL OR o.port_from IS NULL OR (l.port_from <= o.port_to AND o.port_from <= l.port_to))
      ) AS from_at
      FROM connection_session o
      WHERE (o.to_at IS NULL OR o.is_end_guessed) AND o.address IN (SELECT network FROM staged_connection)) AS n
    WHERE s.ctid = n.place AND n.from_at IS NOT NULL AND s.to_at IS DISTINCT FROM n.from_at`;
}

/** Mail that nobody is named for, or a wrong one, and whose address has a connection now. */
export async function mailsWithConnection(tx: Tx, since: Date, skewMs: number): Promise<number[]> {
  const skew = tx`make_interval(secs => ${skewMs / 1_000}::float8)`;
  const rows = await tx<{ id: number }[]>`
    SELECT DISTINCT r.raw_message_id AS id
    FROM report r JOIN attribution t ON t.report_id = r.id
    WHERE r.received_at >= ${since} AND r.source_ip IS NOT NULL AND r.mail_date IS NOT NULL
      AND t.rung NOT IN ('connection', 'connection-port', 'by-hand') AND t.rung NOT LIKE 'log-%'
      AND t.verdict IN ('unattributed', 'joe-job', 'claimed', 'forged', 'not-through-us', 'no-longer-checkable')
      AND (EXISTS (
        SELECT FROM connection_session s
        WHERE s.address >>= r.source_ip
          AND tstzrange(s.from_at, s.to_at, '[]') && tstzrange(r.mail_date - ${skew}, r.mail_date + ${skew}, '[]')
          AND (r.source_port IS NULL OR s.port_from IS NULL OR r.source_port BETWEEN s.port_from AND s.port_to))
      OR EXISTS (
        SELECT FROM connection_prefix p
        WHERE p.network >>= r.source_ip AND tstzrange(p.valid_from, p.valid_to, '[]') @> r.mail_date))
    ORDER BY id LIMIT 5000`;
  return rows.map(({ id }) => id);
}

/** Sessions that ended before; those without an end stay until `staleBefore`. Returns how many went. */
export async function dropSessionsBefore(tx: Tx, before: Date, staleBefore: Date): Promise<number> {
  const rows = await tx`
    DELETE FROM connection_session WHERE to_at < ${before} OR (to_at IS NULL AND from_at < ${staleBefore})`;
  return rows.count;
}
