// Asks for all reports of a batch which access connection had the address that the reporter saw: one statement. Only the
// Source-IP counts: an address further down in the mail can have been written by whoever sent it.

import type { ClueSource } from '@/lib/attribution/log-clues';
import { skewMs } from '@/lib/attribution/log-limits';
import { findConnections } from '@/lib/connections/connection-queries';
import type { ConnectionKnowledge } from '@/lib/connections/types';
import { canonicalIp } from '@/lib/mime/ip-addresses';

/** Without a time any session since then may have been meant: shown, never decided. */
const UNDATED_MS = 24 * 3_600_000;

/** What is known of each report's connection, in the order given; null for reports without a Source-IP. */
export async function askConnections(
  sources: readonly ClueSource[],
): Promise<(ConnectionKnowledge | null)[]> {
  const asked = sources.map(({ input, mailDate, receivedAt }) => {
    const ip = input.sourceIp === null ? null : canonicalIp(input.sourceIp);
    return ip === null ? null : { ip, port: input.sourcePort, at: mailDate?.getTime() ?? null, receivedAt };
  });
  const questions = asked.flatMap((one) => {
    if (one === null) return [];
    const at = one.at ?? one.receivedAt.getTime();
    const from = new Date(at - (one.at === null ? UNDATED_MS : skewMs));
    return [{ ip: one.ip, port: one.port, from, to: new Date(at + skewMs) }];
  });
  const answers = await findConnections(questions);
  let next = 0;
  return asked.map((one) => {
    if (one === null) return null;
    const candidates = answers[next] ?? [];
    next += 1;
    return { ip: one.ip, port: one.port, at: one.at, candidates };
  });
}
