// Long queue ids as Postfix makes them, so that they look and sort like the real ones.
// Source: postconf(5) enable_long_queue_ids: seconds and microseconds in base 52, "z", inode in base 51.

import type { Random } from './random';

const ALPHABET = '0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz';

/** `4jWzdS1wk8zL51j`: time of the mail, then a file number. */
export function queueId(instant: Date, random: Random): string {
  const seconds = Math.floor(instant.getTime() / 1000);
  return (
    digits(seconds, 52, 6) +
    digits(random.between(0, 999_999), 52, 4) +
    'z' +
    digits(random.between(200_000, 40_000_000), 51, 3)
  );
}

function digits(value: number, base: number, width: number): string {
  let out = '';
  let rest = value;
  while (rest > 0) {
    out = (ALPHABET[rest % base] as string) + out;
    rest = Math.floor(rest / base);
  }
  return out.padStart(width, '0');
}
