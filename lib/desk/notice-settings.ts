// How this desk sends: addresses, server, keys. From the environment; in the sample provider nothing is ever sent, so it
// needs none of it.

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { env, requireEnv } from '@/lib/env';
import type { DkimKey } from '@/lib/smtp/build-mail';
import type { SmtpSettings } from '@/lib/smtp/types';

export interface NoticeAddresses {
  from: string;
  /** Answers go here, each notice with its mark behind a plus sign. */
  replyTo: string;
  /** Bounces go here, likewise. */
  bounceTo: string;
}

/** An address of the sample provider; on a reserved domain, and nothing is sent from it. */
const sampleFrom = 'abuse@musterpost.example';

/** The desk's addresses; null where no sending is configured. */
export function noticeAddresses(): NoticeAddresses | null {
  const { NOTICE_FROM, NOTICE_REPLY_TO, NOTICE_BOUNCE_TO, SMTP_HOST, SAMPLE_PROVIDER } = env();
  const from = NOTICE_FROM ?? (SAMPLE_PROVIDER ? sampleFrom : undefined);
  if (from === undefined || (SMTP_HOST === undefined && !SAMPLE_PROVIDER)) return null;
  const replyTo = NOTICE_REPLY_TO ?? from;
  return { from, replyTo, bounceTo: NOTICE_BOUNCE_TO ?? replyTo };
}

/** The server that takes mail; null where none is configured, and in the sample provider. */
export function smtpSettings(): SmtpSettings | null {
  const { SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTP_USER, SMTP_PASSWORD, SMTP_CA_FILE, SAMPLE_PROVIDER } =
    env();
  if (SMTP_HOST === undefined || SAMPLE_PROVIDER) return null;
  const security = SMTP_SECURITY ?? 'starttls';
  return {
    host: SMTP_HOST,
    port: SMTP_PORT ?? (security === 'tls' ? 465 : 587),
    security,
    username: SMTP_USER ?? null,
    password: SMTP_PASSWORD ?? null,
    caPem: SMTP_CA_FILE === undefined ? null : readFileSync(SMTP_CA_FILE, 'utf8'),
  };
}

/** The key that notices are signed with; null where none is configured. */
export function dkimKey(): DkimKey | null {
  const { NOTICE_DKIM_DOMAIN: domain, NOTICE_DKIM_SELECTOR: selector, NOTICE_DKIM_KEY_FILE: path } = env();
  if (domain === undefined || selector === undefined || path === undefined) return null;
  return { domain, selector, privateKey: readFileSync(path, 'utf8') };
}

/** The key of our Message-IDs; lib/notices/tokens.ts gives it a purpose of its own. */
export function messageIdKey(): Uint8Array {
  return requireEnv('SECRET_KEY');
}

/** The key that redacts addresses: the same address is the same token in every notice of this desk, and nowhere else. */
export function redactionKey(): string {
  return createHmac('sha256', requireEnv('SECRET_KEY')).update('notice-redaction').digest('hex');
}
