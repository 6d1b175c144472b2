// Why a document is refused: the place in it, and what is wrong there.
// Promise: a short code in lower case, `xarf:report.sourceip:invalid`; the document's values are never part of it.

import type { z } from 'zod';
import { asRecord } from './values';

/** `missing`, `invalid`, `unexpected` (a member that is not allowed there) or `unknown` (a word that nobody defined). */
type FaultKind = 'missing' | 'invalid' | 'unexpected' | 'unknown';

/** Genuine paths end near sixty characters. */
const PATH_CHARS = 120;

/** The code for one place of a document. */
export function faultAt(path: readonly PropertyKey[], kind: FaultKind): string {
  const place = path
    .map((step) =>
      String(step)
        .toLowerCase()
        .replace(/[^a-z0-9_-]/g, '_'),
    )
    .join('.');
  return `xarf:${place === '' ? 'document' : place.slice(0, PATH_CHARS)}:${kind}`;
}

/** The first fault that a schema finds, or null where the document holds. */
export function firstFault(
  schema: z.ZodType,
  document: unknown,
  base: readonly PropertyKey[] = [],
): string | null {
  const result = schema.safeParse(document);
  const issue = result.error?.issues[0];
  if (issue === undefined) return null;
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') return faultAt([...path, issue.keys[0] ?? ''], 'unexpected');
  return faultAt(path, isPresent(document, issue.path) ? 'invalid' : 'missing');
}

function isPresent(document: unknown, path: readonly PropertyKey[]): boolean {
  let place: unknown = document;
  for (const step of path) {
    const owner: object | null = Array.isArray(place) ? place : asRecord(place);
    if (owner === null || !Object.hasOwn(owner, step)) return false;
    place = Reflect.get(owner, step);
  }
  return true;
}
