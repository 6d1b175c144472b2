// PostgreSQL's binary COPY form for rows of (bigint, date, bytea): raw mail goes to the server as it is, neither as hex
// nor escaped. Pure. Source: PostgreSQL documentation, COPY, "Binary Format".

export interface BytesRow {
  rawMessageId: number;
  /** Days since 2000-01-01, the date form of the protocol. */
  monthDays: number;
  bytes: Buffer;
}

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const EPOCH_2000_MS = Date.UTC(2000, 0, 1);

/** Days from 2000-01-01 to `day`, given as `YYYY-MM-DD`. */
export function daysSince2000(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - EPOCH_2000_MS) / 86_400_000);
}

/** One write of the stream: each costs a round through the driver, and two of them fit the server's buffers. */
const CHUNK_BYTES = 256 * 1024;

/** The stream in chunks of about `CHUNK_BYTES`. */
export function* encodeBytesRows(rows: readonly BytesRow[]): Generator<Buffer> {
  let parts: Buffer[] = [SIGNATURE];
  let size = 0;
  for (const { rawMessageId, monthDays, bytes } of rows) {
    const head = Buffer.allocUnsafe(26);
    head.writeInt16BE(3, 0);
    head.writeInt32BE(8, 2);
    head.writeBigInt64BE(BigInt(rawMessageId), 6);
    head.writeInt32BE(4, 14);
    head.writeInt32BE(monthDays, 18);
    head.writeInt32BE(bytes.length, 22);
    parts.push(head, bytes);
    size += bytes.length;
    if (size < CHUNK_BYTES) continue;
    yield Buffer.concat(parts);
    parts = [];
    size = 0;
  }
  yield Buffer.concat([...parts, TRAILER]);
}
