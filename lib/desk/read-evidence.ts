// What a person sees of a mail: the mail itself, or the mail that a report complains about, prepared for reading. The
// bytes come from intake, the preparation from the killable reader; nothing of it is rendered as it came.

import { readRaw } from '@/lib/intake/queries';
import { viewMail } from '@/lib/mail-view/view-mail';
import type { MailViewResult } from '@/lib/mail-view/types';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { decodedBody, leafParts, readMail } from '@/lib/mime/read-mail';

/** The types that hold the reported mail (RFC 5965 §2.e, RFC 6532), and relabelled ones that gateways make of them. */
const originalType = /^(message\/(rfc822|global)(-headers?)?|text\/rfc822(-headers?)?)$/;

/** So much of the source is shown on the page; all of it can be downloaded. */
export const sourceShownBytes = 64 * 1024;

export interface Evidence {
  mail: MailViewResult;
  /** The mail complained about; null where the mail carries none. */
  original: MailViewResult | null;
  /** The beginning of the raw bytes as text. */
  source: string;
  isSourceCut: boolean;
}

/** Prepares one kept mail; null where its bytes are gone. `of` names the view that is not needed, to save its thread. */
export async function readEvidence(rawMessageId: number, of: 'mail' | 'original'): Promise<Evidence | null> {
  const raw = await readRaw(rawMessageId);
  if (raw === null) return null;
  const part = originalOf(raw);
  const [mail, original] = await Promise.all([
    of === 'mail' ? viewMail(raw) : Promise.resolve({ ok: false, code: 'failed' } as const),
    of === 'original' && part !== null ? viewMail(part) : null,
  ]);
  return {
    mail,
    original,
    source: raw.subarray(0, sourceShownBytes).toString('utf8').replaceAll('\0', '\u{fffd}'),
    isSourceCut: raw.length > sourceShownBytes,
  };
}

function originalOf(raw: Buffer): Buffer | null {
  const reading = readMail(raw);
  if (reading.outcome === 'broken') return null;
  const part = leafParts(reading.root).find((leaf) => leaf.depth > 0 && originalType.test(leaf.type));
  return part === undefined ? null : decodedBody(part, MAIL_LIMITS.mailBytes);
}
