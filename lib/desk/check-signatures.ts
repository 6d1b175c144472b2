// Checks the signatures of mails whose authenticity no mail exchanger of ours has judged. Each answer is kept beside its
// mail: read again after the signer's key is gone, the report keeps its trust. While no name server answers a report
// waits and is tried again, up to the configured time; an outage must not make a genuine report a forged one.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import type { OuterMessage } from '@/lib/formats/types';
import { isUndecided } from '@/lib/reporters/needs-check';
import { loadSignatureChecks, saveSignatureChecks, type KeptCheck } from '@/lib/reporters/store';
import type { SignatureCheck } from '@/lib/reporters/types';
import { unsigned } from '@/lib/reporters/verify-signatures';
import type { ClaimedMessage } from '@/lib/reports/types';
import type { DeskContext } from './desk-context';
import type { ReadOutcome } from './judge-mail';
import { outerToCheck } from './outer-to-check';
import { verifyInTime } from './verify-in-time';

interface ReadMail {
  message: ClaimedMessage;
  outcome: ReadOutcome;
  raw: Buffer;
}

interface Candidate {
  index: number;
  message: ClaimedMessage;
  raw: Buffer;
  outer: OuterMessage;
}

/**
 * The result for each mail in the order given: null where none was needed; `postpone` where the mail has to wait because
 * no name server answered. Asks the DNS: never inside a transaction.
 */
export async function checkSignatures(
  mails: readonly ReadMail[],
  context: DeskContext,
  now: Date,
): Promise<(SignatureCheck | 'postpone' | null)[]> {
  const answers: (SignatureCheck | 'postpone' | null)[] = mails.map(() => null);
  const signed: Candidate[] = [];
  mails.forEach(({ message, outcome, raw }, index) => {
    const outer = outerToCheck(outcome, context);
    if (outer === null) return;
    if (outer.dkimDomains.length > 0) signed.push({ index, message, raw, outer });
    else answers[index] = unsigned;
  });
  if (signed.length === 0) return answers;
  const ids = signed.map(({ message }) => message.id);
  const kept = new Map((await loadSignatureChecks(sql(), ids)).map((row) => [row.rawMessageId, row]));
  const open = signed.filter(({ index, message, outer }) => {
    const result = kept.get(message.id)?.result;
    if (result === undefined || isUndecided(result, outer, context.loops)) return true;
    answers[index] = result;
    return false;
  });
  const fresh = await verifyInTime(
    open.map(({ raw, message, outer }) => ({ raw, at: message.receivedAt, dkimDomains: outer.dkimDomains })),
  );
  await saveSignatureChecks(
    sql(),
    open.map(({ message }, i) => ({ rawMessageId: message.id, result: fresh[i] ?? unsigned, at: now })),
  );
  open.forEach(({ index, message, outer }, i) => {
    const result = fresh[i] ?? unsigned;
    const waits = isUndecided(result, outer, context.loops) && mayWait(kept.get(message.id), now);
    answers[index] = waits ? 'postpone' : result;
  });
  return answers;
}

/** The sample provider has no name servers, so nothing is gained by waiting for them. */
export function mayWait(kept: KeptCheck | undefined, now: Date): boolean {
  const { SAMPLE_PROVIDER, SIGNATURE_WAIT_MINUTES } = env();
  if (SAMPLE_PROVIDER) return false;
  const waitedMs = kept === undefined ? 0 : now.getTime() - kept.firstAt.getTime();
  return waitedMs < SIGNATURE_WAIT_MINUTES * 60_000;
}
