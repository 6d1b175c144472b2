// Delivery status notifications: mail of ours, or of somebody in our name, that could not be delivered, or will be late.
// Promise: pure, never throws; recognised and kept, never a complaint. What has the status part is one whatever surrounds
// it; without it only what comes from a mail system, to say so, with the null sender or an automatic mark.
// Source: RFC 3464, RFC 3461 §6.1 (null sender), RFC 3463 (status codes), RFC 6533.

import { isFromMailSystem, isSentByMachine, subjectText } from '../formats/automatic-mail';
import { mailText } from '../formats/mail-text';
import { readReportedMessage } from '../formats/reported-message';
import type { FormatReading, ReportedMessage } from '../formats/types';
import { parseMailDate } from '../mime/dates';
import { firstValue, type HeaderField } from '../mime/header';
import { MAIL_LIMITS } from '../mime/limits';
import { leafParts } from '../mime/read-mail';
import type { MimePart } from '../mime/types';
import { keyword, readGroups, typedAddress, typedValue } from './status-groups';

/** What one recipient's group says. */
export interface DsnRecipient {
  /** Final-Recipient, lower case; the original one where only that is named. */
  recipient: string | null;
  originalRecipient: string | null;
  /** failed, delayed, delivered, relayed or expanded (RFC 3464 §2.3.3), or whatever was written. */
  action: string | null;
  /** `5.1.1` (RFC 3463). */
  status: string | null;
  remoteMta: string | null;
  diagnostic: string | null;
}

/** The facts of a kept notification. */
export interface DsnFacts {
  reportingMta: string | null;
  /** ISO 8601, UTC. */
  arrivalDate: string | null;
  originalEnvelopeId: string | null;
  recipients: DsnRecipient[];
  /** Recipients named beyond those listed. */
  omittedRecipients: number;
  /** Of the mail that the notification is about, where it is enclosed. */
  originalMessageId: string | null;
  originalFrom: string | null;
  originalSubject: string | null;
}

const STATUS_TYPES = new Set(['message/delivery-status', 'message/global-delivery-status']);
const ORIGINAL_TYPES = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/global',
  'message/global-headers',
]);

/** Subjects of mail systems that send no status part (qmail, old Exim and Exchange), German and English. */
const SUBJECTS = [
  'undeliver',
  'delivery status notification',
  'delivery failure',
  'delivery report',
  'mail delivery failed',
  'returned mail',
  'failure notice',
  'message delayed',
  'warning: could not send',
  'unzustellbar',
  'nicht zustellbar',
  'zustellung fehlgeschlagen',
  'übermittlung fehlgeschlagen',
  'verzögerte zustellung',
];

/** Reads one mail as a delivery status notification. */
export function readDsn(mail: MimePart): FormatReading {
  const leaves = leafParts(mail);
  const part = leaves.find(({ type }) => STATUS_TYPES.has(type));
  if (part === undefined && !isPlainNotification(mail)) return { outcome: 'not-this-format' };
  const facts = { ...statusFacts(part), ...originalFacts(leaves, part) };
  return { outcome: 'other-mail', facts: { ...facts }, text: mailText(mail) || null };
}

function isPlainNotification(mail: MimePart): boolean {
  const { fields } = mail.header;
  const subject = subjectText(fields);
  if (!SUBJECTS.some((one) => subject.includes(one))) return false;
  return isFromMailSystem(fields) || (isSentByMachine(fields) && firstValue(fields, 'return-path') === '<>');
}

type StatusFacts = Pick<
  DsnFacts,
  'reportingMta' | 'arrivalDate' | 'originalEnvelopeId' | 'recipients' | 'omittedRecipients'
>;

function statusFacts(part: MimePart | undefined): StatusFacts {
  const { groups, omitted } = part === undefined ? { groups: [], omitted: 0 } : readGroups(part);
  const all = groups.flat();
  const arrival = firstValue(all, 'arrival-date');
  return {
    reportingMta: typedValue(firstValue(all, 'reporting-mta')),
    arrivalDate: arrival === null ? null : (parseMailDate(arrival)?.iso ?? null),
    originalEnvelopeId: typedValue(firstValue(all, 'original-envelope-id')),
    recipients: groups.flatMap(recipientOf),
    omittedRecipients: omitted,
  };
}

/** A group without a recipient is the message's; some systems forget the blank line and give only one group. */
function recipientOf(fields: readonly HeaderField[]): DsnRecipient[] {
  const originalRecipient = typedAddress(firstValue(fields, 'original-recipient'));
  const recipient = typedAddress(firstValue(fields, 'final-recipient')) ?? originalRecipient;
  const action = keyword(firstValue(fields, 'action'));
  if (recipient === null && action === null) return [];
  return [
    {
      recipient,
      originalRecipient,
      action,
      status: statusCode(firstValue(fields, 'status')),
      remoteMta: typedValue(firstValue(fields, 'remote-mta')),
      diagnostic: typedValue(firstValue(fields, 'diagnostic-code')),
    },
  ];
}

/** RFC 3463 §2: class, subject and detail; a text behind it is a comment that some systems leave bare. */
function statusCode(value: string | null): string | null {
  const code = /^\s{0,5}([245]\.\d{1,3}\.\d{1,3})(?!\d)/.exec(value ?? '');
  return code?.[1] ?? null;
}

type OriginalFacts = Pick<DsnFacts, 'originalMessageId' | 'originalFrom' | 'originalSubject'>;

function originalFacts(leaves: readonly MimePart[], status: MimePart | undefined): OriginalFacts {
  const part = leaves.find((leaf) => leaf !== status && ORIGINAL_TYPES.has(leaf.type));
  const message: ReportedMessage | null =
    part === undefined ? null : readReportedMessage(part, 'headers').message;
  return {
    originalMessageId: message?.messageId ?? null,
    originalFrom: message?.fromAddress ?? null,
    originalSubject: message?.subjectText?.slice(0, MAIL_LIMITS.textChars) ?? null,
  };
}
