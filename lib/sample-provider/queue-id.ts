// Queue ids as Postfix (long ones) and Exim make them, so that they look and sort like the real ones.
// Source: postconf(5) enable_long_queue_ids: seconds and microseconds in base 52, "z", inode in base 51; Exim
// specification §3.4: seconds, process and fraction in base 62, longer since 4.97.

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

/** `1vMabc-00000001xyz-2AbC`: time of the mail, then the process, then the part of the second. */
export function eximId(instant: Date, random: Random): string {
  const seconds = Math.floor(instant.getTime() / 1000);
  const process = digits(random.between(2_000, 4_000_000), 62, 11, ALPHABET_62);
  const part = digits(random.between(0, 999_999), 62, 4, ALPHABET_62);
  return `${digits(seconds, 62, 6, ALPHABET_62)}-${process}-${part}`;
}

const ALPHABET_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function digits(value: number, base: number, width: number, alphabet = ALPHABET): string {
  let out = '';
  let rest = value;
  while (rest > 0) {
    out = (alphabet[rest % base] as string) + out;
    rest = Math.floor(rest / base);
  }
  return out.padStart(width, '0');
}
