// What stands for a complainant outside this desk, and inside the policy service. Pure; the key comes in. A customer gets
// one token for a person, whatever feedback loop they complain through; the next customer gets another one, so that two
// lists laid side by side name nobody.

import { createHmac, hash } from 'node:crypto';
import type { Ground } from './types';

/** Who complains, as grounds of one person are recognised: an address is one everywhere, a reporter's token only there. */
export function identityOf({
  complainant,
  reporterKey,
  recipient,
}: Pick<Ground, 'complainant' | 'reporterKey' | 'recipient'>): string {
  if (complainant.includes('@')) return `a:${complainant}`;
  if (complainant !== '') return `t:${reporterKey} ${complainant}`;
  return `r:${recipient?.id ?? ''}`;
}

/** `c` and 22 characters, 132 bits: nobody finds a person by trying addresses without the key, and no cell begins with a sign. */
export function complainantToken(key: Uint8Array, customerId: number, identity: string): string {
  const mac = createHmac('sha256', key).update(`suppression ${customerId} ${identity}`).digest('base64url');
  return `c${mac.slice(0, 22)}`;
}

/** The mark by which the policy service recognises a recipient; `address` is comparable. Base64, 16 bytes. */
export function addressMark(key: string, address: string): string {
  return hash('sha256', `${key} ${address}`, 'buffer').subarray(0, 16).toString('base64');
}

/** The policy service's key, so that it has nothing to do with tokens that leave the house. */
export function markKey(key: Uint8Array): string {
  return createHmac('sha256', key).update('suppression-address-mark').digest('hex');
}
