// What the variables about sending have to agree on. Pure.

import { isLoopback } from './mailboxes';
import type { Problems } from './read-variable';

export interface NoticeVariables {
  SMTP_HOST?: string | undefined;
  SMTP_SECURITY?: 'tls' | 'starttls' | 'none' | undefined;
  SMTP_USER?: string | undefined;
  SMTP_PASSWORD?: string | undefined;
  NOTICE_FROM?: string | undefined;
  NOTICE_DKIM_DOMAIN?: string | undefined;
  NOTICE_DKIM_SELECTOR?: string | undefined;
  NOTICE_DKIM_KEY_FILE?: string | undefined;
}

/** Adds a sentence to `problems` for each disagreement. */
export function checkNotices(read: NoticeVariables, problems: Problems): void {
  if (read.SMTP_HOST !== undefined) {
    if (read.NOTICE_FROM === undefined)
      problems.push('NOTICE_FROM is missing: SMTP_HOST is set, so notices need an address they come from.');
    if (read.SMTP_SECURITY === 'none' && !isLoopback(read.SMTP_HOST))
      problems.push(
        `SMTP_SECURITY must be tls or starttls: "none" is for loopback only, and SMTP_HOST is ${read.SMTP_HOST}.`,
      );
    if ((read.SMTP_USER === undefined) !== (read.SMTP_PASSWORD === undefined))
      problems.push('SMTP_USER and SMTP_PASSWORD belong together: set both or neither.');
  }
  const dkim = [read.NOTICE_DKIM_DOMAIN, read.NOTICE_DKIM_SELECTOR, read.NOTICE_DKIM_KEY_FILE];
  const set = dkim.filter((value) => value !== undefined).length;
  if (set !== 0 && set !== dkim.length)
    problems.push(
      'NOTICE_DKIM_DOMAIN, NOTICE_DKIM_SELECTOR and NOTICE_DKIM_KEY_FILE belong together: set all three or none.',
    );
}
