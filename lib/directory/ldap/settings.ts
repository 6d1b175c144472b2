// What an LDAP server as a directory is set to: how we reach it and sign in, and for each kind of entry where it lies and
// which attributes hold which column (docs/directory.md, "Columns"). The password is kept beside it, sealed. Pure.

import { z } from 'zod';
import { readAssignments } from '../assignments';
import type { DirectorySettings, SettingField, SettingProblems } from '../types';

const securities = ['tls', 'starttls', 'none'] as const;
/** Customers first, so that what an account says of its customer finds it. */
export const ldapParts = ['customers', 'accounts', 'aliases', 'domains'] as const;
export type LdapPart = (typeof ldapParts)[number];

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
];

/** Columns of each part, and those without which an entry says nothing. An account's entry may hold its customer too. */
const partColumns: Record<LdapPart, { known: readonly string[]; needed: readonly string[] }> = {
  customers: { known: customerColumns, needed: ['customer_no'] },
  accounts: {
    known: ['login', 'kind', 'active', 'created_at', 'alias', ...customerColumns],
    needed: ['login'],
  },
  aliases: { known: ['address', 'target'], needed: ['address', 'target'] },
  domains: { known: ['domain', 'target'], needed: ['domain'] },
};

const text = z.string();
const settingsShape = z.object({
  host: text,
  port: z.number(),
  security: z.enum(securities),
  caPem: text,
  /** Empty: anonymous. */
  bindDn: text,
  pageSize: z.number(),
  ...{ customersBase: text, customersFilter: text, customersColumns: text },
  ...{ accountsBase: text, accountsFilter: text, accountsColumns: text },
  ...{ aliasesBase: text, aliasesFilter: text, aliasesColumns: text },
  ...{ domainsBase: text, domainsFilter: text, domainsColumns: text },
});
type Stored = z.infer<typeof settingsShape>;

/** Where the entries of a part lie, and their attributes by column; the first with a value counts, of lists all. */
export interface LdapPlace {
  base: string;
  filter: string;
  columns: Record<string, string[]>;
}

/** The settings as the adapter takes them; a part without a base is not read. */
export interface LdapSettings extends Pick<
  Stored,
  'host' | 'port' | 'security' | 'caPem' | 'bindDn' | 'pageSize'
> {
  parts: Partial<Record<LdapPart, LdapPlace>>;
}

function partFields(part: LdapPart, filter: string, columns: string): SettingField[] {
  const required = part === 'accounts';
  return [
    { name: `${part}Base`, type: 'text', initial: '', required },
    { name: `${part}Filter`, type: 'text', initial: filter, required },
    { name: `${part}Columns`, type: 'code', initial: columns, required },
  ];
}

/** The form, in its order. */
export const ldapFields: readonly SettingField[] = [
  { name: 'host', type: 'text', initial: '', required: true },
  { name: 'port', type: 'number', initial: 636, required: true },
  { name: 'security', type: 'choice', initial: 'tls', choices: securities },
  { name: 'caPem', type: 'code', initial: '', onlyIf: { field: 'security', values: ['tls', 'starttls'] } },
  { name: 'bindDn', type: 'text', initial: '' },
  { name: 'secret', type: 'secret', initial: '' },
  { name: 'pageSize', type: 'number', initial: 500, required: true },
  ...partFields('accounts', '(objectClass=inetOrgPerson)', 'login = mail\ncustomer_no = employeeNumber'),
  ...partFields(
    'customers',
    '(objectClass=organization)',
    'customer_no = uid\nname = o\ncontact_email = mail\nphone = telephoneNumber',
  ),
  ...partFields(
    'aliases',
    '(objectClass=inetLocalMailRecipient)',
    'address = mailLocalAddress\ntarget = mailRoutingAddress',
  ),
  ...partFields('domains', '(objectClass=domainRelatedObject)', 'domain = associatedDomain'),
];

/** RFC 4512 §1.4: a short name or an OID, with options (`;lang-de`). */
const attribute = /^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)(?:;[A-Za-z0-9-]+)*$/;

/** `column = attribute, attribute` line by line; null where a column is unknown or missing, or an attribute is none. */
function readColumns(part: LdapPart, written: string): Record<string, string[]> | null {
  const entries = readAssignments(written);
  const { known, needed } = partColumns[part];
  if (entries === null || !needed.every((name) => entries.has(name))) return null;
  const isRight = ([column, attributes]: [string, string[]]): boolean =>
    known.includes(column) && attributes.length <= 10 && attributes.every((name) => attribute.test(name));
  return [...entries].every(isRight) ? Object.fromEntries(entries) : null;
}

/** The stored settings in their shape. Throws where they were stored by nobody who checks. */
export function ldapSettings(settings: unknown): LdapSettings {
  const { host, port, security, caPem, bindDn, pageSize, ...stored } = settingsShape.parse(settings);
  const parts: LdapSettings['parts'] = {};
  for (const part of ldapParts) {
    if (stored[`${part}Base`] === '') continue;
    const columns = readColumns(part, stored[`${part}Columns`]);
    if (columns === null) throw new TypeError(`the columns of ${part} were stored by nobody who checks`);
    parts[part] = { base: stored[`${part}Base`], filter: stored[`${part}Filter`], columns };
  }
  return { host, port, security, caPem, bindDn, pageSize, parts };
}

/** Problems that are seen before anything is opened. */
export function checkLdapSettings(settings: DirectorySettings): SettingProblems {
  const read = settingsShape.safeParse(settings);
  if (!read.success)
    return Object.fromEntries(read.error.issues.map((issue) => [String(issue.path[0]), 'invalid']));
  const { data } = read;
  const problems: SettingProblems = {};
  if (!/^[a-z0-9_.:-]{1,253}$/i.test(data.host)) problems['host'] = 'not-a-host';
  if (!isWithin(data.port, 1, 65_535)) problems['port'] = 'out-of-range';
  if (!isWithin(data.pageSize, 10, 5_000)) problems['pageSize'] = 'out-of-range';
  if (data.caPem !== '' && !data.caPem.includes('-----BEGIN CERTIFICATE-----'))
    problems['caPem'] = 'not-a-certificate';
  if (data.accountsBase === '') problems['accountsBase'] = 'required';
  for (const part of ldapParts) {
    if (data[`${part}Base`] === '') continue;
    if (!/^\(.+\)$/s.test(data[`${part}Filter`].trim())) problems[`${part}Filter`] = 'not-a-filter';
    if (readColumns(part, data[`${part}Columns`]) === null) problems[`${part}Columns`] = 'not-columns';
  }
  return problems;
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
