// What an LDAP source's settings are: the server, how we sign in, and for each kind of entry where it lies and which
// attributes hold which column (docs/directory.md, "Columns"). The password is kept beside them, sealed. Pure.

import { z } from 'zod';

export const ldapSecurities = ['tls', 'starttls', 'none'] as const;

/** RFC 4512 §1.4: a short name or an OID, with options (`;lang-de`). */
const attribute = z
  .string()
  .regex(/^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)(?:;[A-Za-z0-9-]+)*$/)
  .max(100);

/** Column → the attributes that hold it; the first with a value counts, of contacts and aliases all. */
const columns = (names: readonly [string, ...string[]]) =>
  z.partialRecord(z.enum(names), z.array(attribute).min(1).max(10));

const place = { base: z.string().min(1).max(1_000), filter: z.string().min(3).max(2_000) };

const customerColumns = [
  'customer_no',
  'name',
  'contract',
  'contact_email',
  'phone',
  'post',
  'language',
  'tone',
  'reseller_no',
  'is_reseller',
  'ask_first',
  'bulk',
  'customer_since',
] as const;

/** An account's entry may hold its customer too, and the addresses that end at it (`alias`). */
export const ldapColumns = {
  accounts: ['login', 'kind', 'active', 'created_at', 'alias', ...customerColumns],
  customers: customerColumns,
  aliases: ['address', 'target'],
  domains: ['domain', 'target'],
} as const;

const needs = (...names: string[]) => ({
  check: (map: object) => names.every((name) => name in map),
  message: names.join(', '),
});
const part = (names: readonly [string, ...string[]], ...needed: string[]) => {
  const { check, message } = needs(...needed);
  return z.object({ ...place, columns: columns(names).refine(check, message) });
};

export const ldapSettingsSchema = z.object({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65_535).default(636),
  /** `tls` from the first byte, `starttls` (RFC 4511 §4.14), `none` on loopback only. */
  security: z.enum(ldapSecurities).default('tls'),
  caPem: z.string().max(100_000).nullable().default(null),
  /** Empty: anonymous. */
  bindDn: z.string().max(1_000).default(''),
  pageSize: z.number().int().min(10).max(5_000).default(500),
  accounts: part(ldapColumns.accounts, 'login'),
  customers: part(ldapColumns.customers, 'customer_no').nullable().default(null),
  aliases: part(ldapColumns.aliases, 'address', 'target').nullable().default(null),
  domains: part(ldapColumns.domains, 'domain').nullable().default(null),
});
export type LdapSettings = z.infer<typeof ldapSettingsSchema>;
export type LdapPart = keyof typeof ldapColumns;
