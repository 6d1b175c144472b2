// Signatures of many mails, within one patience. Asks the DNS: never inside a transaction.

import { txtResolver } from '@/lib/dns/resolver';
import type { SignatureCheck } from '@/lib/reporters/types';
import { verifySignatures } from '@/lib/reporters/verify-signatures';

/** Mails whose keys are asked for at the same time. */
const parallel = 16;

/**
 * Patience for a whole batch: who signs with a domain whose name servers are silent must not hold up the mail beside it.
 * What is answered later is in the cache when the mail is tried again.
 */
const budgetMs = 3_000;

interface SignedMail {
  raw: Buffer;
  /** When it came: a signature may have ended since. */
  at: Date;
  /** What its signatures name (d=). */
  dkimDomains: readonly string[];
}

/** Verifies some at a time, answers in their order; what the patience does not reach stands as if no server had answered. */
export async function verifyInTime(
  mails: readonly SignedMail[],
  resolve = txtResolver(),
): Promise<SignatureCheck[]> {
  const answers = mails.map(unanswered);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < mails.length; i = next++) {
      const { raw, at } = mails[i] as SignedMail;
      answers[i] = await verifySignatures(raw, at, resolve);
    }
  };
  const workers = Promise.all(Array.from({ length: parallel }, worker));
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<void>((done) => {
    timer = setTimeout(() => {
      next = mails.length;
      done();
    }, budgetMs);
  });
  await Promise.race([workers, end]).finally(() => clearTimeout(timer));
  return [...answers];
}

function unanswered({ dkimDomains }: SignedMail): SignatureCheck {
  const results = dkimDomains.map((domain) => ({
    domain,
    selector: '',
    result: 'temperror' as const,
    reason: 'no answer in time',
  }));
  return { dkimDomains: [], results };
}
