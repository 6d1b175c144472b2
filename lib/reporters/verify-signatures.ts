// The DKIM signatures of a report's mail, verified (RFC 6376, 8301, 8463) with the library mailauth. The DNS comes in as
// an argument. Promise: bounded by `signatureLimits`, never throws for what a mail or a key record holds; what could not
// be decided because no name server answered is `temperror` and nothing else is.

import { dkimVerify } from 'mailauth/lib/dkim/verify';
import { normalName } from '@/lib/mime/domain-names';
import { signatureLimits } from './limits';
import { signedBytes, type ShownSignature } from './signed-bytes';
import type { SignatureCheck, SignatureResult } from './types';

/** Answers with the strings of each TXT record of a name; fails with an error whose `code` is one of node's DNS codes. */
export type KeyResolver = (name: string) => Promise<string[][]>;

/** A mail without a signature, and one that is not worth a look. */
export const unsigned: SignatureCheck = { dkimDomains: [], results: [] };

/**
 * Verifies the signatures of one raw mail.
 * @param receivedAt against which expiry (x=) is judged, so that a mail read again later gets the same answer.
 */
export async function verifySignatures(
  raw: Buffer,
  receivedAt: Date,
  resolve: KeyResolver,
): Promise<SignatureCheck> {
  const signed = signedBytes(raw);
  if (!signed.ready) return refused(signed.signatures, signed.reason);
  const checked = signed.signatures.filter(({ refusal }) => refusal === null);
  if (checked.length === 0) return { ...unsigned, results: signed.signatures.map(toRefusal) };
  const { results } = await dkimVerify(signed.bytes, {
    resolver: (name: string) => keyRecord(name, resolve),
    minBitLength: signatureLimits.rsaBits,
    strict: true,
    curTime: receivedAt,
  });
  const found = results.map(toResult);
  let next = 0;
  // The library answers for every signature that it was shown, in their order.
  const all = signed.signatures.map((one) =>
    one.refusal === null ? (found[next++] ?? toRefusal(one)) : toRefusal(one),
  );
  return { dkimDomains: passedDomains(all), results: all };
}

/** A name that no zone can hold has no key; the library would take the resolver's complaint for an outage. */
async function keyRecord(name: string, resolve: KeyResolver): Promise<string[][]> {
  try {
    return await resolve(name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EBADNAME')) throw error;
    throw Object.assign(new Error('no such name', { cause: error }), { code: 'ENOTFOUND' });
  }
}

function refused(signatures: readonly ShownSignature[], reason: string): SignatureCheck {
  return {
    dkimDomains: [],
    results: signatures.map(({ domain, selector }) => ({ domain, selector, result: 'neutral', reason })),
  };
}

function toRefusal({ domain, selector, refusal }: ShownSignature): SignatureResult {
  return { domain, selector, result: 'neutral', reason: refusal ?? 'not-evaluated' };
}

type LibraryResult = Awaited<ReturnType<typeof dkimVerify>>['results'][number];

function toResult({ signingDomain, selector, status }: LibraryResult): SignatureResult {
  const domain = (signingDomain ?? '').toLowerCase().slice(0, 253);
  const reason = status.comment || (status.policy ? Object.values(status.policy).join(' ') : '');
  return {
    domain: normalName(domain) ?? domain,
    selector: (selector ?? '').slice(0, 253),
    // A domain that only tries out DKIM: no better than unsigned (RFC 6376 §3.6.1, t=y).
    result: status.testing === true && status.result === 'pass' ? 'neutral' : wordOf(status.result),
    reason:
      status.testing === true && status.result === 'pass'
        ? 'key-in-testing'
        : reason === ''
          ? null
          : reason.slice(0, 200),
  };
}

/** RFC 8601 §2.7.1: what local policy refuses (a weak key) and what cannot be processed prove nothing. */
function wordOf(result: string): SignatureResult['result'] {
  switch (result) {
    case 'pass':
    case 'fail':
    case 'temperror':
    case 'permerror':
      return result;
    default:
      return 'neutral';
  }
}

function passedDomains(results: readonly SignatureResult[]): string[] {
  return [...new Set(results.flatMap(({ result, domain }) => (result === 'pass' ? [domain] : [])))];
}
