// What a mail for our own feedback loop hands in: the mails that users called spam, or the one that came to a trap. Pure.
// Promise: lines of transport count only while they are our own, from the top down; a report comes from a machine or a
// user of ours, or nothing follows from it. Which address sent is believed of machines alone: a user can have written
// the mail that he attaches, but not its signatures.

import { findOwnHops } from '@/lib/attribution/own-hops';
import type { OwnNetwork } from '@/lib/attribution/types';
import { readAddress, readAddressList } from '@/lib/mime/addresses';
import { allValues, type Header } from '@/lib/mime/header';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { decodedBody, readMail } from '@/lib/mime/read-mail';
import type { MimePart } from '@/lib/mime/types';
import type { OwnLoopRole } from './lmtp-identities';
import { originOf } from './report-origin';
import type { InputKind } from './types';

/** One mail to report, and who had it. */
export interface HandedInMail {
  raw: Buffer;
  /** Whose mailbox it came to. */
  recipients: string[];
  /** Who reported it, where he says so. */
  reporter: string | null;
  /** The client that handed it to our mail exchanger, where our own line says so. */
  clientIp: string | null;
  isSigned: boolean;
}

/** Why nothing follows. */
export type HandedInProblem = 'stranger' | 'nothing-attached' | 'no-mail' | 'no-recipient';

export type HandedIn =
  { kind: InputKind; mails: HandedInMail[] } | { kind: InputKind; problem: HandedInProblem };

/** Reports with more attached are no clicks. */
const mostAttached = 20;
const mostRecipients = 20;
const attachedTypes = new Set(['message/rfc822', 'message/global', 'text/rfc822-headers']);

/**
 * Reads the mail. `isByLmtp`: it was handed over to our own address of LMTP, which nobody outside can write to; a click
 * is then the mail itself and not one that is attached.
 */
export function readHandedIn(
  raw: Buffer,
  { role, isByLmtp, network }: { role: OwnLoopRole; isByLmtp: boolean; network: OwnNetwork },
): HandedIn {
  const kind: InputKind = role === 'spam-traps' ? 'trap' : 'click';
  const reading = readMail(raw);
  if (reading.outcome === 'broken') return { kind, problem: 'no-mail' };
  if (kind === 'trap' || isByLmtp) return together(kind, [mailOf(raw, null, network, true)]);
  const { header } = reading.root;
  const origin = originOf(allValues(header.fields, 'received'), network);
  if (origin === 'stranger') return { kind, problem: 'stranger' };
  const attached = attachedTo(reading.root).slice(0, mostAttached);
  if (attached.length === 0) return { kind, problem: 'nothing-attached' };
  const reporter = readAddress(allValues(header.fields, 'from')[0] ?? '');
  const mails = attached.map((part) =>
    mailOf(decodedBody(part, MAIL_LIMITS.mailBytes), reporter, network, origin === 'machine'),
  );
  return together(kind, mails);
}

function together(kind: InputKind, read: readonly (HandedInMail | HandedInProblem)[]): HandedIn {
  const mails = read.filter((one) => typeof one !== 'string');
  if (mails.length > 0) return { kind, mails };
  return { kind, problem: read.find((one) => typeof one === 'string') ?? 'no-mail' };
}

/** Enclosed mails, not those that lie within them. */
function attachedTo(part: MimePart): MimePart[] {
  if (attachedTypes.has(part.type)) return [part];
  return part.type.startsWith('multipart/') ? part.children.flatMap(attachedTo) : [];
}

function mailOf(
  raw: Buffer,
  reporter: string | null,
  network: OwnNetwork,
  isAddressBelieved: boolean,
): HandedInMail | HandedInProblem {
  const reading = readMail(raw);
  if (reading.outcome === 'broken' || reading.root.header.fields.length === 0) return 'no-mail';
  const { fields } = reading.root.header;
  const { hops, topIndex, handover } = findOwnHops(allValues(fields, 'received'), network);
  // Our mailboxes have our line on top: one that lies deeper came with the mail.
  const ours = topIndex === 0 ? handover : null;
  const recipients = recipientsOf(
    fields,
    hops.slice(0, 1).map(({ forAddress }) => forAddress),
    reporter,
  );
  if (recipients.length === 0) return 'no-recipient';
  return {
    raw,
    recipients,
    reporter,
    clientIp: isAddressBelieved ? (ours?.fromIp ?? null) : null,
    isSigned: allValues(fields, 'dkim-signature').length > 0,
  };
}

/** Whom servers name as the recipient; else who reported it; else to whom it says to be. */
function recipientsOf(
  fields: Header['fields'],
  forAddresses: readonly (string | null)[],
  reporter: string | null,
): string[] {
  const named = (...keys: string[]) =>
    keys.flatMap((key) => allValues(fields, key).flatMap((value) => readAddressList(value)));
  const chosen = [
    [...named('delivered-to', 'x-original-to', 'envelope-to'), ...forAddresses],
    [reporter],
    named('to', 'cc'),
  ].map((some) => some.filter((one) => one !== null && one.includes('@')) as string[]);
  const first = chosen.find((some) => some.length > 0) ?? [];
  return [...new Set(first.map((one) => one.toLowerCase()))].slice(0, mostRecipients);
}
