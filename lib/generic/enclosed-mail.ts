// Which part of a mail is another mail: by its type, or a file that its name calls one, as webmail programs attach saved
// mail. Promise: pure. Source: RFC 2046 §5.2.1, RFC 6532 §3.7.

import { fileName } from '../formats/mail-text';
import type { ReportedMessage } from '../formats/types';
import type { MimePart } from '../mime/types';

const ENCLOSED: Readonly<Record<string, ReportedMessage['kind']>> = {
  'message/rfc822': 'message',
  'message/global': 'message',
  'text/rfc822-headers': 'headers',
  'message/global-headers': 'headers',
};

/** Whether a part is a mail, or the header of one; null where it is neither. */
export function enclosedKind(part: MimePart): ReportedMessage['kind'] | null {
  const { type } = part;
  if (Object.hasOwn(ENCLOSED, type)) return ENCLOSED[type] ?? null;
  const isFile = type === 'application/octet-stream' || type === 'application/x-eml';
  return isFile && fileName(part)?.endsWith('.eml') === true ? 'message' : null;
}
