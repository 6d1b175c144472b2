// The token that stands for a redacted local part: the same person is the same token, and nobody is named. Pure.
// Source: RFC 6590 §2 and its test vector.

import { createHash } from 'node:crypto';

/** base64(SHA-1(key || data)), the method that RFC 6590 suggests. */
export function redactionToken(key: string, data: string): string {
  return createHash('sha1').update(key).update(data).digest('base64');
}
