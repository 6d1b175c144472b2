// Message disposition notifications: somebody has read, deleted or dispatched a mail of ours (read receipts).
// Promise: pure, never throws; recognised by the disposition part and kept, never a complaint. Source: RFC 8098 §3.

import { mailText } from '../formats/mail-text';
import type { FormatReading } from '../formats/types';
import { firstValue } from '../mime/header';
import { leafParts } from '../mime/read-mail';
import { withoutBrackets } from '../formats/header-values';
import type { MimePart } from '../mime/types';
import { keyword, readGroups, typedAddress } from './status-groups';

const DISPOSITION_TYPES = new Set([
  'message/disposition-notification',
  'message/global-disposition-notification',
]);

/** The facts of a kept notification. */
export interface MdnFacts {
  recipient: string | null;
  /** displayed, deleted, dispatched or processed (RFC 8098 §3.2.6.2). */
  disposition: string | null;
  /** Sent without anybody's doing. */
  isAutomatic: boolean;
  originalMessageId: string | null;
}

/** Reads one mail as a disposition notification. */
export function readMdn(mail: MimePart): FormatReading {
  const part = leafParts(mail).find(({ type }) => DISPOSITION_TYPES.has(type));
  if (part === undefined) return { outcome: 'not-this-format' };
  const fields = readGroups(part).groups.flat();
  const disposition = keyword(firstValue(fields, 'disposition')) ?? '';
  const semicolon = disposition.indexOf(';');
  const facts: MdnFacts = {
    recipient:
      typedAddress(firstValue(fields, 'final-recipient')) ??
      typedAddress(firstValue(fields, 'original-recipient')),
    // `mode; type/modifier`
    disposition: keyword(disposition.slice(semicolon + 1).split('/')[0] ?? ''),
    isAutomatic: disposition.startsWith('automatic-action'),
    originalMessageId: withoutBrackets(firstValue(fields, 'original-message-id')),
  };
  return { outcome: 'other-mail', facts: { ...facts }, text: mailText(mail) || null };
}
