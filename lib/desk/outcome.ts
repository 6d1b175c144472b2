// What a use case answers: its data, or an expected error as a value. Unexpected errors are thrown.

/** An expected error: a kebab-case code with a text per language, and, where it belongs to form fields, theirs. */
export interface Refusal<C extends string = string> {
  ok: false;
  code: C;
  /** Field name → code. */
  fields?: Record<string, string>;
  /** Values for the text's placeholders. */
  values?: Record<string, string | number>;
}

export type Outcome<T, C extends string = string> = { ok: true; data: T } | Refusal<C>;

export function done<T>(data: T): { ok: true; data: T } {
  return { ok: true, data };
}

export function refused<C extends string>(code: C, more: Omit<Refusal, 'ok' | 'code'> = {}): Refusal<C> {
  return { ok: false, code, ...more };
}

/** Refused because of one field. */
export function refusedField(field: string, code: string): Refusal<'fields'> {
  return { ok: false, code: 'fields', fields: { [field]: code } };
}
