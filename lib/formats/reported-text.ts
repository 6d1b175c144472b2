// The texts of a reported mail, as bytes: for comparing mails, not for people.
// Promise: pure, never throws; at most as much of the mail is walked as is asked for; the header is not read again.
// Texts come in the order of the mail; base64 is decoded, quoted-printable and charsets are left as they are.

import { MAIL_LIMITS } from '../mime/limits';
import { decodedBody, leafParts, walkMessage } from '../mime/read-mail';
import { isEncoded } from '../mime/transfer-encoding';
import type { MimePart } from '../mime/types';
import { sourceOf } from './message-source';
import type { ReportedMessage } from './types';

/** The bodies of its text parts within the first `maxBytes` of its body; none where only its header was reported. */
export function reportedTexts(message: ReportedMessage, maxBytes: number): Buffer[] {
  const found = message.kind === 'message' ? sourceOf(message) : null;
  if (found === null) return [];
  const { part, header } = found;
  const bytes = isEncoded(part.encoding)
    ? decodedBody(part, MAIL_LIMITS.headerBytes * 2)
    : part.bytes.subarray(0, part.bodyEnd);
  const root = walkMessage(bytes.subarray(0, header.bodyStart + maxBytes), header);
  if (root.children.length === 0) return isText(root) ? [bodyOf(root, maxBytes)] : [];
  return leafParts(root)
    .filter(isText)
    .map((leaf) => bodyOf(leaf, maxBytes));
}

function isText({ type }: MimePart): boolean {
  return type === 'text/plain' || type === 'text/html';
}

function bodyOf(part: MimePart, maxBytes: number): Buffer {
  return part.encoding === 'base64'
    ? decodedBody(part, maxBytes)
    : part.bytes.subarray(part.bodyStart, part.bodyEnd);
}
