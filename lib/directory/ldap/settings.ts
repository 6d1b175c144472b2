// What an LDAP source's settings are: server, sign-in, and for each kind of entry where it lies and which attributes hold
// what. The password is kept beside them, sealed. Pure.

import { z } from 'zod';

export const ldapSecurities = ['tls', 'starttls', 'none'] as const;

/** RFC 4512 §1.4: a short name or an OID, with options (`;lang-de`). */
const attribute = z.string().regex(/^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)(?:;[A-Za-z0-9-]+)*$/);
const optionalAttribute = attribute.nullable().default(null);
const place = { base: z.string().min(1).max(1_000), filter: z.string().min(3).max(2_000) };

/** Entries that are accounts; their own attributes may also carry aliases and the customer's data. */
export const ldapAccountsSchema = z.object({
  ...place,
  login: attribute.default('mail'),
  /** Number of the customer. */
  customer: optionalAttribute,
  /** Further addresses that end at this account (`mailAlternateAddress`, `proxyAddresses`, `shadowAddress` …). */
  aliases: z.array(attribute).max(10).default([]),
  /** Where this attribute has one of `activeValues`, the account may log in. */
  active: optionalAttribute,
  activeValues: z.array(z.string().max(100)).max(20).default(['TRUE', 'active', '1']),
  /** GeneralizedTime (RFC 4517 §3.3.13). */
  createdAt: optionalAttribute,
});

/** Entries that are customers; several entries of one number are one customer, the first wins. */
export const ldapCustomersSchema = z.object({
  ...place,
  number: attribute,
  name: optionalAttribute,
  contract: optionalAttribute,
  emails: z.array(attribute).max(10).default([]),
  phones: z.array(attribute).max(10).default([]),
  post: z.array(attribute).max(10).default([]),
  language: optionalAttribute,
  tone: optionalAttribute,
  reseller: optionalAttribute,
  isReseller: optionalAttribute,
  askFirst: optionalAttribute,
  declaredBulkSender: optionalAttribute,
  customerSince: optionalAttribute,
});

/** Entries that are nothing but aliases: virtual addresses and catch-alls. */
export const ldapAliasesSchema = z.object({
  ...place,
  address: attribute,
  targets: z.array(attribute).min(1).max(10),
});

export const ldapSettingsSchema = z.object({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65_535).default(636),
  /** `tls` from the first byte, `starttls` (RFC 4511 §4.14), `none` on loopback only. */
  security: z.enum(ldapSecurities).default('tls'),
  caPem: z.string().max(100_000).nullable().default(null),
  /** Empty: anonymous. */
  bindDn: z.string().max(1_000).default(''),
  pageSize: z.number().int().min(10).max(5_000).default(500),
  accounts: ldapAccountsSchema,
  customers: ldapCustomersSchema.nullable().default(null),
  aliases: ldapAliasesSchema.nullable().default(null),
  /** Where hosted domains are listed, and the attribute with the name. */
  domains: z
    .object({ ...place, name: attribute })
    .nullable()
    .default(null),
});
export type LdapSettings = z.infer<typeof ldapSettingsSchema>;
export type LdapAccounts = z.infer<typeof ldapAccountsSchema>;
export type LdapCustomers = z.infer<typeof ldapCustomersSchema>;
export type LdapAliases = z.infer<typeof ldapAliasesSchema>;
