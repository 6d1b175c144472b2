// A kept report as it may go to another: its mail is read again, what may not go is a reason, all else is redacted.

import { createHmac } from 'node:crypto';
import { mailText } from '@/lib/formats/mail-text';
import { reportedSource } from '@/lib/formats/reported-source';
import { requireEnv } from '@/lib/env';
import { readRaw } from '@/lib/intake/queries';
import { domainOf } from '@/lib/mime/domain-names';
import { readMail } from '@/lib/mime/read-mail';
import { redactReport, type RedactedReport } from '@/lib/passing-on/redact-report';
import type { StoredReport } from '@/lib/passing-on/queries';
import type { HoldReason, ReadOriginal, RedactionLevel } from '@/lib/passing-on/types';
import { deskContext } from './desk-context';

export interface Reader {
  /** What makes the reader's tokens unlike any other's: `recipient:3`, `contact:abuse@…`. */
  name: string;
  level: RedactionLevel;
  /** Addresses that stay readable beside the account's own. */
  keep?: readonly string[];
}

/** The redacted report, or why it stays here. */
export async function redactKeptReport(
  stored: StoredReport,
  { rawMessageId, ordinal }: { rawMessageId: number; ordinal: number },
  { name, level, keep = [] }: Reader,
): Promise<RedactedReport | HoldReason> {
  if (stored.isRestricted) return 'restricted';
  if (!stored.discloses) return 'terms';
  const raw = await readRaw(rawMessageId);
  if (raw === null) return 'no-mail';
  const source = reportedSource(raw, ordinal);
  const original = source === null ? null : readOriginal(source);
  if (original === 'report') return 'about-report';
  const { network } = await deskContext();
  const own = stored.account === null ? keep : [stored.account, ...keep];
  const ownDomain = domainOf(stored.account ?? '');
  return redactReport(stored, original, {
    level,
    key: readerKey(name),
    keep: own,
    isOwnHost: (host) => isBelow(host, network.hostNames) || isBelow(host, network.hostedDomains),
    isOwnDomain: (domain) => domain === ownDomain || network.hostedDomains.has(domain),
  });
}

/** Two readers get different tokens for one complainant, so that they cannot compare. */
function readerKey(name: string): string {
  return createHmac('sha256', requireEnv('SECRET_KEY'))
    .update('pass-on-redaction')
    .update(name)
    .digest('hex');
}

/** Its header and text; `report` where it is a report itself: nobody reports about reports (RFC 6650 §6). */
export function readOriginal(source: Buffer): ReadOriginal | 'report' | null {
  const mail = readMail(source);
  if (mail.outcome === 'broken') return null;
  const { root } = mail;
  const isReport =
    root.type === 'multipart/report' ||
    root.type === 'message/feedback-report' ||
    root.children.some(({ type }) => type === 'message/feedback-report');
  if (isReport) return 'report';
  return { headers: root.header.fields.map(({ name, value }) => [name, value]), text: mailText(root) };
}

function isBelow(host: string, names: ReadonlySet<string>): boolean {
  const labels = host.toLowerCase().split('.');
  return labels.some((_, i) => names.has(labels.slice(i).join('.')));
}
