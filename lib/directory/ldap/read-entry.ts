// One entry of an LDAP server as the row that every source's rows are read as. Pure.
// Source: RFC 4517 §3.3.13 (GeneralizedTime); `smtp:` before an address is Active Directory's proxyAddresses.

import type { ChunkBuilder, RawRow } from '../read-row';
import type { LdapPart, LdapPlace } from './settings';

/** An entry as the client library gives it: DN and values by attribute, one or many, text or bytes. */
export interface LdapEntry {
  dn: string;
  [attribute: string]: string | string[] | Buffer | Buffer[];
}

type Columns = LdapPlace['columns'];

/** Columns that may have many values. */
const manyValued = new Set(['alias', 'target', 'contact_email', 'phone', 'post']);
/** Contacts keep the attribute in their column's name: it is their origin on the screen. */
const contactColumns = new Set(['contact_email', 'phone', 'post']);

function valuesOf(entry: LdapEntry, attribute: string): string[] {
  const wanted = attribute.toLowerCase();
  const name = Object.keys(entry).find((key) => key.toLowerCase() === wanted);
  const found = name === undefined ? [] : entry[name];
  return (Array.isArray(found) ? found : [found])
    .filter((value) => value !== undefined)
    .map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : value))
    .filter((value) => value !== '');
}

/** `20190401120000Z`, also with a fraction or minutes missing, as ISO time; other text as it is. */
function generalizedTime(text: string): string {
  const [, year, month, day, hour, minute = '00', second = '00', zone] =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})?(\d{2})?(?:[.,]\d+)?(Z|[+-]\d{2}(?:\d{2})?)$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
}

function valueOf(column: string, text: string): string {
  if (column === 'created_at') return generalizedTime(text);
  if (column === 'customer_since') return generalizedTime(text).slice(0, 10);
  return column === 'alias' || column === 'contact_email' ? text.replace(/^smtp:/i, '') : text;
}

/** The entry's values by column. */
export function rowOf(entry: LdapEntry, columns: Columns): RawRow {
  const row: Record<string, unknown> = {};
  for (const [column, attributes] of Object.entries(columns)) {
    for (const attribute of attributes) {
      const values = valuesOf(entry, attribute).map((text) => valueOf(column, text));
      if (values.length === 0) continue;
      if (contactColumns.has(column)) addContacts(row, `${column}_${attribute.toLowerCase()}`, values);
      else if (manyValued.has(column))
        row[column] = [...((row[column] as string[] | undefined) ?? []), ...values];
      else row[column] ??= values[0];
    }
  }
  return row;
}

/** The reader splits addresses by itself; telephone numbers and post are one value a column. */
function addContacts(row: Record<string, unknown>, column: string, values: string[]): void {
  if (column.startsWith('contact_email')) row[column] = values;
  else values.forEach((value, i) => (row[i === 0 ? column : `${column}_${i + 1}`] = value));
}

/** Says of `smtp:`-less schemes (`X500:`, `sip:`) that they are no address. */
const isMailAddress = (text: string): boolean => !/^[a-z0-9]+:/i.test(text);

/** Adds the entry to what the builder gathers. */
export function addEntry(builder: ChunkBuilder, part: LdapPart, entry: LdapEntry, columns: Columns): void {
  const row = rowOf(entry, columns);
  const place = entry.dn.slice(0, 300);
  switch (part) {
    case 'customers':
      builder.addCustomer(row, place);
      return;
    case 'aliases':
      builder.addAlias(row, place);
      return;
    case 'domains':
      builder.addDomain(row, place);
      return;
    case 'accounts':
      if (!builder.addAccount(row, place)) return;
      if (row['customer_no'] !== undefined && describesCustomer(columns)) builder.addCustomer(row, place);
      for (const address of ((row['alias'] as string[] | undefined) ?? []).filter(isMailAddress))
        builder.addAlias({ address, target: row['login'] }, place);
  }
}

/** Whether an account's entry says more of its customer than the number. */
function describesCustomer(columns: Columns): boolean {
  const own = new Set(['login', 'kind', 'active', 'created_at', 'alias', 'customer_no']);
  return Object.keys(columns).some((column) => !own.has(column));
}
