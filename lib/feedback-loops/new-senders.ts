// Who writes a loop's reports of late without being registered for it: a program that changed its address, its envelope or
// its signature. Its reports then prove nothing any more, and count for little. Pure.

import { domainOf } from '@/lib/mime/domain-names';

export type SenderKind = 'from' | 'envelope' | 'dkim';

/** What was seen of a loop's reports, from when to when (`2026-11-22`). */
export interface SeenValue {
  kind: SenderKind | 'foreign';
  value: string;
  firstDay: string;
  lastDay: string;
  mails: number;
  /** The latest of them; null where it is gone. */
  rawMessageId: number | null;
}

export interface RegisteredIdentities {
  fromAddresses: readonly string[];
  envelopeDomains: readonly string[];
  dkimDomains: readonly string[];
}

export interface NewSender {
  kind: SenderKind;
  value: string;
  /** The first day. */
  since: string;
  mails: number;
  rawMessageId: number | null;
}

/** Fewer are somebody's test, or a forger's. */
const LEAST_MAILS = 3;
/** A sender that has not written for so many days has gone again. */
const GONE_DAYS = 14;
const order: readonly SenderKind[] = ['from', 'envelope', 'dkim'];
/** A list of more than this is no change of an address any more. */
const SHOWN = 5;

interface Given {
  today: string;
  seen: readonly SeenValue[];
  identities: RegisteredIdentities;
}

/** The most frequent first. A kind of which nothing is registered proves nothing in this loop and is left out. */
export function newSenders({ today, seen, identities }: Given): NewSender[] {
  const goneBefore = new Date(Date.parse(today) - GONE_DAYS * 86_400_000).toISOString().slice(0, 10);
  return seen
    .flatMap(({ kind, value, firstDay: since, lastDay, mails, rawMessageId }): NewSender[] => {
      if (kind === 'foreign' || mails < LEAST_MAILS || lastDay < goneBefore) return [];
      return isRegistered(kind, value, identities) ? [] : [{ kind, value, since, mails, rawMessageId }];
    })
    .sort((a, b) => b.mails - a.mails || order.indexOf(a.kind) - order.indexOf(b.kind))
    .slice(0, SHOWN);
}

function isRegistered(
  kind: SenderKind,
  value: string,
  { fromAddresses, envelopeDomains, dkimDomains }: RegisteredIdentities,
): boolean {
  const registered = { from: fromAddresses, envelope: envelopeDomains, dkim: dkimDomains }[kind];
  if (registered.length === 0) return true;
  const written = value.toLowerCase();
  if (registered.some((one) => one.toLowerCase() === written)) return true;
  return kind === 'from' && registered.includes(`@${domainOf(written) ?? ''}`);
}
