// The fields of a machine-readable part, sorted by name.
// Promise: pure; repeated fields keep all values in order, extension fields keep them verbatim, and
// what cannot be sorted in leaves a note. Source: RFC 5965 §3.1, §3.4.

import type { HeaderField } from '../mime/header';
import { MAIL_LIMITS } from '../mime/limits';
import { FIELD_NAMES, isRegistered, REPEATABLE, type FieldKey } from './field-names';
import type { Notes } from './field-values';

export interface ReportFields {
  /** Values by field, in order. */
  readonly known: ReadonlyMap<FieldKey, string[]>;
  /** Values by lower-case name of whatever is not registered. */
  readonly extensions: ReadonlyMap<string, string[]>;
}

/** Sorts fields; notes misspelt, repeated and stray ones. */
export function sortFields(fields: readonly HeaderField[], notes: Notes): ReportFields {
  const known = new Map<FieldKey, string[]>();
  const extensions = new Map<string, string[]>();
  let previous: string[] | null = null;
  for (const field of fields) {
    const bare = bareUri(field);
    if (bare !== null) {
      // A URI on a line of its own belongs to the empty Reported-URI before it.
      if (previous?.at(-1) === '') previous.pop();
      addValue(known, 'reported-uri', bare);
      notes.add('uri:on-its-own-line');
    } else if (field.key === '') notes.add('struct:stray-line');
    else if (isRegistered(field.key)) {
      if (FIELD_NAMES[field.key] !== field.name) notes.add(`case:${field.name}`);
      const values = addValue(known, field.key, field.value);
      if (values.length > 1 && !REPEATABLE.has(field.key)) notes.add(`repeated:${field.key}`);
    } else addValue(extensions, field.key, field.value);
    previous = field.key === 'reported-uri' ? (known.get('reported-uri') ?? null) : null;
  }
  if (hasFull(known) || hasFull(extensions)) notes.add('struct:too-many-values');
  return { known, extensions };
}

/** Whether values of a field may have been left out. */
function hasFull(values: ReadonlyMap<string, readonly string[]>): boolean {
  for (const each of values.values()) if (each.length >= MAIL_LIMITS.fieldValues) return true;
  return false;
}

/** `https://…` reads like a field of the name "https"; no extension field has such a value. */
function bareUri(field: HeaderField): string | null {
  const isScheme = field.key === 'http' || field.key === 'https' || field.key === 'ftp';
  return isScheme && field.value.startsWith('//') ? `${field.name}:${field.value}` : null;
}

/** Adds a value and gives all of its field. */
function addValue<Key>(map: Map<Key, string[]>, key: Key, value: string): string[] {
  const values = map.get(key);
  if (values !== undefined) {
    if (values.length < MAIL_LIMITS.fieldValues) values.push(value);
    return values;
  }
  const first = [value];
  map.set(key, first);
  return first;
}
