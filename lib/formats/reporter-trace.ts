// What the reporter's own servers wrote into the reported mail: from whom they took it, when, in whose name.
// Promise: pure, linear, at most MAX_HOPS Received lines are read. Header fields are prepended (RFC 5321 §4.4), so only
// the topmost are the reporter's; whatever stands below the line of the hand-over came with the mail and is ignored.
// Source: RFC 5321 §4.4 (Received, Return-Path), RFC 8601 §5 (whose results count), RFC 7208 §9.1 (client-ip).

import { canonicalIp } from '../mime/ip-addresses';
import { parseReceived, type ReceivedHop } from '../mime/received';
import { isPublicAddress } from './public-address';
import type { ReportedMessage } from './types';

/** Machines a mail passes inside one large provider: five at the most seen; the rest is margin. */
const MAX_HOPS = 12;

export interface ReporterTrace {
  /** Address that handed the mail to the reporter, canonical; null where it is not surely told. */
  clientIp: string | null;
  /** The line of that hand-over, or the topmost one; null where there is no Received line. */
  hop: ReceivedHop | null;
  /** First values above the topmost Received line, by lower-case name: written at or after delivery. */
  delivery: ReadonlyMap<string, string>;
  /** The reporter's own authentication results (also Received-SPF), topmost first. */
  results: string[];
}

/** Reads the reporter's part of a reported mail's header. */
export function readReporterTrace(reported: ReportedMessage): ReporterTrace {
  const delivery = new Map<string, string>();
  const results: string[] = [];
  const hops: ReceivedHop[] = [];
  let clientIp: string | null = null;
  for (const [name, value] of reported.headers) {
    const key = name.toLowerCase();
    const above = hops.at(-1);
    if (key === 'received') {
      if (hops.length >= MAX_HOPS || isHandover(above) || isAmbiguous(above)) break;
      hops.push(parseReceived(value));
    } else if (key === 'authentication-results' || key === 'received-spf') {
      const named = clientOfResult(value);
      const isConfirmed = named !== null && above?.fromIp === named;
      // Below the hand-over, a line counts only where it names the same address: a sender can write one, too.
      if (!isConfirmed && (isHandover(above) || isAmbiguous(above))) continue;
      if (above === undefined || isConfirmed) clientIp ??= named;
      results.push(value);
    } else if (above === undefined && !delivery.has(key)) delivery.set(key, value);
  }
  const last = hops.at(-1);
  const handover = last !== undefined && isHandover(last) ? last : null;
  return {
    clientIp: clientIp ?? handover?.fromIp ?? null,
    hop: handover ?? hops[0] ?? null,
    delivery,
    results,
  };
}

/** A hop from the Internet, seen by the server itself: the one at which the reporter took the mail. */
function isHandover(hop: ReceivedHop | undefined): boolean {
  if (hop === undefined || hop.fromIp === null || !isPublicAddress(hop.fromIp)) return false;
  return !isSameHouse(hop.fromName, hop.by) && !isAmbiguous(hop);
}

/**
 * A client that only says itself that it is of the reporter's house. Large providers have such hops inside, and anyone
 * can greet with such a name: nothing below the line is believed, nor is its address taken for the sender's.
 */
function isAmbiguous(hop: ReceivedHop | undefined): boolean {
  if (hop === undefined || hop.fromIp === null || hop.fromName !== null) return false;
  return isPublicAddress(hop.fromIp) && isSameHouse(hop.helo?.toLowerCase() ?? null, hop.by);
}

/** Labels below which the registries of countries give out names: `co.uk`, `com.br`, `ne.jp`. */
const REGISTRY_LABELS = new Set([
  'co',
  'com',
  'net',
  'org',
  'ne',
  'or',
  'ac',
  'go',
  'gov',
  'edu',
  'gob',
  'asso',
]);

/** Two names below one registered domain, judged by their last labels: two, or three below such a registry. */
function isSameHouse(name: string | null, by: string | null): boolean {
  if (name === null || by === null) return false;
  const ours = by.split('.').reverse();
  const theirs = name.split('.').reverse();
  const needed = REGISTRY_LABELS.has(ours[1] ?? '') ? 3 : 2;
  if (ours.length < needed || theirs.length < needed) return false;
  return ours.slice(0, needed).every((label, index) => label === theirs[index]);
}

const CLIENT_MARKS = ['sender IP is ', 'client-ip='];

/** `spf=pass (sender IP is 192.0.2.1)`, `Pass (…) client-ip=192.0.2.1;`. */
function clientOfResult(value: string): string | null {
  for (const mark of CLIENT_MARKS) {
    const at = value.indexOf(mark);
    if (at < 0) continue;
    const word = value.slice(at + mark.length, at + mark.length + 60);
    return canonicalIp(word.split(/[\s;,)"]/, 1)[0] ?? '');
  }
  return null;
}
