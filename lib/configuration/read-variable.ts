// Reads one variable and, where it is wrong, says so in one sentence that names it. Secrets are never repeated.

import type { Variable } from './variables';

/** An environment: names and texts, as `process.env` has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Sentences for people, one per wrong variable. */
export type Problems = string[];

/** The value of `name`, or undefined where it is absent, empty or wrong (then `problems` has a new sentence). */
export function readVariable<T>(
  record: Variables,
  name: string,
  variable: Variable<T>,
  problems: Problems,
): T | undefined {
  const text = record[name]?.trim();
  if (text === undefined || text === '') return undefined;
  const result = variable.schema.safeParse(text);
  if (result.success) return result.data;
  const shown = variable.secret === true ? '' : ` It is "${text.slice(0, 80)}".`;
  problems.push(`${name} must be ${variable.must}, for example ${variable.example}.${shown}`);
  return undefined;
}
