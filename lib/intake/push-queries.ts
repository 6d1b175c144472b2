// What became of mail that was handed over over HTTP, told to whoever handed it over and to nobody else.

import { sql } from '@/lib/db/sql';

/** What a sender is told. Restricted reports are told as processed: who handles them is not the sender's concern. */
export const POSTED_STATES = [
  'received',
  'processed',
  'to_check',
  'kept',
  'not_recognised',
  'quarantined',
] as const;
export type PostedState = (typeof POSTED_STATES)[number];

export interface PostedReport {
  id: number;
  state: PostedState;
  /** Of the bytes as stored, hexadecimal. */
  sha256: string;
}

/** The mail `id` as far as the token `tokenId` handed it over; null else. */
export async function findPostedReport(id: number, tokenId: number): Promise<PostedReport | null> {
  const [row] = await sql()<PostedReport[]>`
    SELECT m.id, encode(m.sha256, 'hex') AS sha256,
      CASE WHEN m.state = 'restricted' THEN 'processed' ELSE m.state::text END AS state
    FROM raw_message m
    WHERE m.id = ${id} AND EXISTS (
      SELECT FROM delivery d JOIN mailbox b ON b.id = d.mailbox_id
      WHERE d.raw_message_id = m.id AND b.kind = 'http' AND d.uid_validity = ${tokenId})`;
  return row ?? null;
}
