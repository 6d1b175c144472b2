// The bytes that intake stored, whatever became of the mail: for tests of the ways in. Screens read them through
// `readRaw`, which gives none of a mail that may not be seen.

import { zstdDecompressSync } from 'node:zlib';
import { sql } from '@/lib/db/sql';

/** The mail's bytes as they were handed over; null where none are stored. */
export async function storedBytes(id: number): Promise<Buffer | null> {
  const [row] = await sql()<{ bytes: Buffer }[]>`SELECT bytes FROM raw_bytes WHERE raw_message_id = ${id}`;
  return row === undefined ? null : zstdDecompressSync(row.bytes);
}
