// The name of a set of numbers: equal numbers have the same, whatever order or spaces a database gives them back in.
// Pure.

import { createHash } from 'node:crypto';
import { policySchema } from '@/lib/scoring/policy';

/** SHA-256 in hex of a policy's document as the schema reads it. Throws where it is none. */
export function digestOf(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(policySchema.parse(body)))
    .digest('hex');
}
