// From what a mail says to the account it means: logins, and addresses that were wrapped on their way.
// Source: SRS (Sender Rewriting Scheme, SRS0 and SRS1), BATV (prvs), RFC 5233 (subaddressing).

import { domainOf, normalName } from '@/lib/mime/domain-names';
import type { ClaimedAccount } from './types';

/** 254 is the longest address a path can hold (RFC 5321 §4.5.3.1.3); a longer login is no login. */
const maxLoginLength = 254;

/**
 * The account of a login that one of our servers authenticated: as written, in lower case, `+detail` kept (logins may
 * contain a plus). One without domain (`web17`) is kept as it is, with no domain. Null for what cannot be a login.
 */
export function loginAccount(login: string): ClaimedAccount | null {
  const lower = login.trim().toLowerCase();
  if (lower === '' || lower.length > maxLoginLength || /[\s<>"]/.test(lower)) return null;
  const at = lower.lastIndexOf('@');
  if (at < 0) return { kind: 'mailbox', login: lower, domain: null };
  const domain = normalName(lower.slice(at + 1));
  if (domain === null || at === 0) return null;
  return { kind: 'mailbox', login: `${lower.slice(0, at)}@${domain}`, domain };
}

/** The account that an address in a mail means: the mailbox without `+detail`. */
export function addressAccount(address: string): ClaimedAccount | null {
  const account = loginAccount(address);
  if (account === null || account.domain === null) return null;
  const local = account.login.slice(0, account.login.lastIndexOf('@'));
  const plus = local.indexOf('+');
  return { ...account, login: `${plus > 0 ? local.slice(0, plus) : local}@${account.domain}` };
}

/** The web space of a local user: `uid10017@web3.example.com`, a named user as `www-data@web3.example.com`. */
export function siteAccount(localUser: string, host: string): ClaimedAccount {
  const user = /^[0-9]+$/.test(localUser) ? `uid${localUser}` : localUser.toLowerCase();
  return { kind: 'site', login: `${user}@${host}`.slice(0, maxLoginLength), domain: null };
}

/** SRS0=hash=tt=domain=local, SRS1=hash=forwarder==hash=tt=domain=local; the separators may be + or - after the tag. */
function unwrapSrs(local: string): string | null {
  if (!/^srs[01][=+-]/i.test(local)) return null;
  const inner = local.slice(5);
  const srs0 = local[3] === '1' ? /^[^=]*=[^=]*=[=+-](.*)$/.exec(inner)?.[1] : inner;
  const parts = srs0?.split('=') ?? [];
  const [, , domain, ...rest] = parts;
  const original = rest.join('=');
  return domain === undefined || domain === '' || original === '' ? null : `${original}@${domain}`;
}

export interface SenderAddress {
  address: string;
  /** The address was wrapped in SRS or BATV. */
  isUnwrapped: boolean;
  /** Domain that did the wrapping by SRS: the forwarder's. */
  forwarderDomain: string | null;
}

/** The address that an envelope sender stands for, without SRS or BATV around it. */
export function unwrapSender(address: string): SenderAddress {
  const plain: SenderAddress = { address, isUnwrapped: false, forwarderDomain: null };
  const at = address.lastIndexOf('@');
  if (at < 0) return plain;
  const local = address.slice(0, at);
  const batv = /^prvs=[0-9a-z]{4,12}=(.+)$/i.exec(local)?.[1];
  if (batv !== undefined) return { ...plain, address: `${batv}${address.slice(at)}`, isUnwrapped: true };
  const original = unwrapSrs(local);
  if (original === null) return plain;
  return { address: original, isUnwrapped: true, forwarderDomain: domainOf(address) };
}
