// Small readings of values out of JSON, whose kinds nobody has promised.
// Promise: pure; what is not of the kind asked for is null.

/** An object, neither null nor a list. */
export function asRecord(value: unknown): Record<string, unknown> | null {
  return isRecord(value) ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text that says something. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The first of these that says something. */
export function firstText(...values: readonly unknown[]): string | null {
  for (const value of values) {
    const found = asText(value);
    if (found !== null) return found;
  }
  return null;
}

/** The items of a list; a lone value is a list of one, nothing is none. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}
