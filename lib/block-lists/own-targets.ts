// Which of our own addresses and domains are looked up: mail servers first, then what administrators named, then ranges
// that are small enough. Pure. Promise: bounded, in a stable order, each subject once. Where an IPv6 range has too many
// addresses, one of each /64 is looked up: lists have no smaller entries than that where they list networks at all.

import { parseRange } from '@/lib/attribution/ranges';
import { canonicalIp } from '@/lib/mime/ip-addresses';
import { normalName } from '@/lib/mime/domain-names';
import type { Target } from './types';

/** What administrators set. */
export interface Scope {
  /** A range with more addresses than this (IPv6: more /64 than this) is left out. */
  largestRange: number;
  maxAddresses: number;
  maxDomains: number;
  /** Addresses and domains to look up besides, each with the mail server that sends from it where it has one. */
  extra: { subject: string; host: string | null }[];
}

export const defaultScope: Scope = { largestRange: 256, maxAddresses: 1024, maxDomains: 100, extra: [] };

export interface OwnThings {
  /** Our mail servers with the addresses that their names have. */
  hosts: { name: string; addresses: string[] }[];
  /** As parsed: both ends as numbers. */
  ranges: { version: 4 | 6; first: bigint; last: bigint }[];
  /** In the order in which they are to be taken. */
  domains: string[];
}

export interface OwnTargets {
  targets: Target[];
  /** What the bounds left out. */
  left: { ranges: number; addresses: number; domains: number };
}

/** The targets. */
export function ownTargets({ hosts, ranges, domains }: OwnThings, scope: Scope): OwnTargets {
  const addresses = new Map<string, Target>();
  const names = new Map<string, Target>();
  const left = { ranges: 0, addresses: 0, domains: 0 };
  const add = (target: Target): void => {
    const [known, max, kind] =
      target.kind === 'domain'
        ? ([names, scope.maxDomains, 'domains'] as const)
        : ([addresses, scope.maxAddresses, 'addresses'] as const);
    if (known.has(target.subject)) return;
    if (known.size >= max) left[kind] += 1;
    else known.set(target.subject, target);
  };
  for (const { name, addresses: own } of hosts) for (const one of own) add(targetOf(one, name));
  for (const { subject, host } of scope.extra) add(targetOf(subject, host));
  // Of a /64 of which an address is looked up anyway, no other one has to be.
  const blocks = new Set([...addresses.keys()].map(blockOf));
  for (const range of ranges) {
    const walk = walkOf(range, scope.largestRange);
    if (walk === null) left.ranges += 1;
    else for (const at of walk(blocks)) add(targetOf(textOf(at, range.version), null));
  }
  for (const domain of domains) add({ kind: 'domain', subject: domain, host: null });
  return { targets: [...addresses.values(), ...names.values()], left };
}

type Range = OwnThings['ranges'][number];
const BLOCK_BITS = 64n;

/** The /64 that an IPv6 address is in; null for IPv4. */
function blockOf(address: string): bigint | null {
  const range = address.includes(':') ? parseRange(address) : null;
  return range === null ? null : range.first >> BLOCK_BITS;
}

/** How a range is gone through: address by address, or one address of each /64; null where it is too large for both. */
function walkOf(
  range: Range,
  largest: number,
): ((known: ReadonlySet<bigint | null>) => Iterable<bigint>) | null {
  const { version, first, last } = range;
  if (last - first < BigInt(largest)) return () => everyAddress(range);
  if (version === 4 || (last >> BLOCK_BITS) - (first >> BLOCK_BITS) >= BigInt(largest)) return null;
  return (known) => everyBlock(range, known);
}

function* everyAddress({ first, last }: Range): Iterable<bigint> {
  for (let at = first; at <= last; at += 1n) yield at;
}

/** The range's first address in each /64 that is not known. */
function* everyBlock({ first, last }: Range, known: ReadonlySet<bigint | null>): Iterable<bigint> {
  for (let block = first >> BLOCK_BITS; block <= last >> BLOCK_BITS; block += 1n) {
    const start = block << BLOCK_BITS;
    if (!known.has(block)) yield start < first ? first : start;
  }
}

function targetOf(subject: string, host: string | null): Target {
  const address = canonicalIp(subject);
  if (address === null) return { kind: 'domain', subject, host };
  return { kind: address.includes(':') ? 'ipv6' : 'ipv4', subject: address, host };
}

function textOf(value: bigint, version: 4 | 6): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  return canonicalIp(groups.join(':')) ?? groups.join(':');
}

/** More than these would be a file, not a form. */
const extraMax = 200;

type ReadExtra = { ok: true; extra: Scope['extra'] } | { ok: false; code: 'not-a-subject' | 'too-many' };

/** Reads lines of `address or domain`, perhaps followed by the name of the mail server that sends from there. */
export function readExtra(text: string): ReadExtra {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > extraMax) return { ok: false, code: 'too-many' };
  const extra: Scope['extra'] = [];
  for (const line of lines) {
    const [subject = '', host, ...rest] = line.split(/\s+/);
    const known = canonicalIp(subject) ?? dottedName(subject);
    const name = host === undefined ? null : normalName(host);
    if (known === null || rest.length > 0 || (host !== undefined && name === null))
      return { ok: false, code: 'not-a-subject' };
    extra.push({ subject: known, host: name });
  }
  return { ok: true, extra };
}

function dottedName(text: string): string | null {
  const name = normalName(text);
  return name !== null && name.includes('.') ? name : null;
}
