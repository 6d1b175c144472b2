// From X-ARF's fields to the report.
// Promise: pure, never throws; every deviation that matters to a reader is a note; a field without a place of its own
// is kept in `extensions` by its lower-case name. Schema-URLs are shown, never fetched.
// Source: X-ARF 0.1 and 0.2; dates as found in the field.

import { readIncidents } from '../../arf/field-values';
import { emptyReport } from '../../formats/empty-report';
import type { ParsedReport } from '../../formats/types';
import { parseMailDate } from '../../mime/dates';
import { normalName } from '../../mime/domain-names';
import { MAIL_LIMITS } from '../../mime/limits';
import { isMisspelt, isXarfField, MANDATORY } from './field-names';
import type { FlatField } from './flat-fields';
import { meaningOf } from './report-types';
import { readSource } from './source';
import { toXarf } from './to-xarf';

/** These have properties of their own. */
const PLACED = new Set(['user-agent', 'version', 'date', 'occurrences']);

/** Builds the report of one field list. `notes` holds what was found so far and takes the rest. */
export function toReport(fields: readonly FlatField[], notes: Set<string>): ParsedReport {
  const values = collect(fields, notes);
  const first = (key: string): string | null => values.get(key)?.[0] || null;
  for (const key of MANDATORY) if (first(key) === null) notes.add(`missing:${key}`);
  const type = first('report-type') ?? '';
  const meaning = meaningOf(type, first('category'), notes);
  if (meaning.category === 'content/csam') return restricted(meaning.category);
  const source = readSource(first('source') ?? '', first('source-type'), notes);
  const report: ParsedReport = {
    ...emptyReport(meaning.feedbackType),
    userAgent: first('user-agent'),
    version: first('version'),
    sourceIp: source.ip,
    sourcePort: source.port,
    arrivalDate: readDate(first('date'), notes),
    originalMailFrom: source.mailbox,
    reportedDomain: domainsOf(source.domain, first('domain')),
    reportedUri: source.uri === null ? [] : [source.uri],
    incidents: first('occurrences') === null ? 1 : readIncidents(first('occurrences') ?? '', notes),
    category: meaning.category,
    extensions: Object.fromEntries([...values].filter(([key]) => !PLACED.has(key))),
  };
  return { ...report, xarf: toXarf(report, source), notes: [...notes].sort() };
}

/** The source's own domain and the field Domain, which phishing reports have beside the address. */
function domainsOf(source: string | null, named: string | null): string[] {
  const names = [source, named === null ? null : (normalName(named) ?? named.toLowerCase())];
  return [...new Set(names)].filter((name) => name !== null);
}

/** Values by key; of a field written twice, all of them, and the first counts. */
function collect(fields: readonly FlatField[], notes: Set<string>): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const field of fields) {
    const known = values.get(field.key);
    if (isMisspelt(field.name, field.key)) notes.add(`case:${field.name}`);
    if (known === undefined) values.set(field.key, [...field.values]);
    else {
      known.push(...field.values.slice(0, MAIL_LIMITS.fieldValues - known.length));
      if (isXarfField(field.key)) notes.add(`repeated:${field.key}`);
    }
  }
  return values;
}

/** RFC 3339 is asked for and RFC 5322 allowed: neither is a deviation. Ten digits are seconds since 1970. */
function readDate(value: string | null, notes: Set<string>): string | null {
  if (value === null) return null;
  if (/^\d{10}$/.test(value)) return `${new Date(Number(value) * 1000).toISOString().slice(0, 19)}Z`;
  const date = parseMailDate(value);
  if (date === null) notes.add('date:invalid');
  for (const code of date?.notes ?? []) if (code !== 'iso-8601') notes.add(`date:${code}`);
  return date?.iso ?? null;
}

/** That it exists, and nothing of what it says. */
function restricted(category: string): ParsedReport {
  return { ...emptyReport('other'), category, isRestricted: true };
}
