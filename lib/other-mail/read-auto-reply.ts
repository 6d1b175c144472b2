// Automatic replies: absences and receipts of other desks.
// Promise: pure, never throws; kept, shown, never answered. RFC 3834 §5 separates what replies (auto-replied) from what
// only is automatic (auto-generated): reports of CERTs bear the second, so it counts here only with a subject that says
// the same. A mail that encloses another one, or its raw header, is no absence note: some DMARC failure reports in plain
// text call themselves replies.

import { autoSubmitted, isSentByMachine, precedence, subjectText } from '../formats/automatic-mail';
import { mailText } from '../formats/mail-text';
import type { FormatReading } from '../formats/types';
import { findInlineMail } from '../generic/inline-mail';
import { leafParts } from '../mime/read-mail';
import type { MimePart } from '../mime/types';

/** The facts of a kept automatic reply. */
export interface AutoReplyFacts {
  /** By which mark it was recognised: the header that says so, or the subject together with a mark of a program. */
  sign: 'auto-submitted' | 'x-autoreply' | 'precedence' | 'subject';
}

/** Fields that only vacation programs set, in lower case. */
const OWN_FIELDS = new Set(['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-autoreply-from']);

/** Subjects begin so, German and English. */
const SUBJECTS = [
  'automatische antwort',
  'automatic reply',
  'auto-reply',
  'autoreply',
  'auto reply',
  'auto:',
  'abwesenheit',
  'automatische abwesenheit',
  'out of office',
  'out of the office',
  'vacation',
  'urlaub',
  'nicht im büro',
  'away from',
  'eingangsbestätigung',
  'empfangsbestätigung',
];

/** Reads one mail as an automatic reply. */
export function readAutoReply(mail: MimePart): FormatReading {
  const sign = signOf(mail);
  if (sign === null || leafParts(mail).some((part) => part.type.startsWith('message/'))) {
    return { outcome: 'not-this-format' };
  }
  const text = mailText(mail);
  // Replies quote From, Date and Subject of what they answer; only reports show who handed it to whom.
  if (/^Received:/m.test(findInlineMail(text)?.header ?? '')) return { outcome: 'not-this-format' };
  const facts: AutoReplyFacts = { sign };
  return { outcome: 'other-mail', facts: { ...facts }, text: text || null };
}

function signOf({ header: { fields } }: MimePart): AutoReplyFacts['sign'] | null {
  if (autoSubmitted(fields) === 'auto-replied') return 'auto-submitted';
  if (fields.some(({ key }) => OWN_FIELDS.has(key))) return 'x-autoreply';
  if (precedence(fields) === 'auto_reply') return 'precedence';
  const subject = withoutReplyMarks(subjectText(fields));
  return isSentByMachine(fields) && SUBJECTS.some((one) => subject.startsWith(one)) ? 'subject' : null;
}

function withoutReplyMarks(subject: string): string {
  return subject.replace(/^(?:(?:re|aw|antw): {0,3}){1,5}/, '');
}
