// The words in which the XARF schemas are written down: one zod type for each kind of value.
// Promise: the same verdict as the JSON Schema keyword of that meaning (2020-12, formats asserted).

import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { isDate, isDateTime, isEmail, isHostname, isIp, isIpv6, isUri, isUuid } from './string-formats';

export const text = z.string();
export const flag = z.boolean();

/** Text of at most this many characters, counted as JSON Schema does: code points. */
export function textUpTo(chars: number) {
  // The length in UTF-16 units decides almost always; counting is for what lies between.
  return text.refine(
    (value) => value.length <= chars || (value.length <= 2 * chars && [...value].length <= chars),
  );
}

/** Text of at least this many code points. */
export function textFrom(chars: number) {
  return text.refine((value) => value.length >= 2 * chars || [...value].length >= chars);
}

export function number(min = -Infinity, max = Infinity) {
  return z.number().refine((value) => value >= min && value <= max);
}

/** A number without a fraction: 3.0 is one (JSON Schema core §4.2.2). */
export function integer(min = -Infinity, max = Infinity) {
  return z.number().refine((value) => Number.isInteger(value) && value >= min && value <= max);
}

export const port = integer(1, 65_535);
export const count = integer(0);
export const date = text.refine(isDate);
export const dateTime = text.refine(isDateTime);
export const ip = text.refine(isIp);
export const ipv4 = text.refine(isIPv4);
export const ipv6 = text.refine(isIpv6);
export const hostname = text.refine(isHostname);
export const email = text.refine(isEmail);
export const uri = text.refine(isUri);
export const uuid = text.refine(isUuid);
export const cve = text.regex(/^CVE-[0-9]{4}-[0-9]{4,}$/);

/** One of these words. */
export function word<const Words extends readonly [string, ...string[]]>(...words: Words) {
  return z.enum(words);
}

/** A list of such values; `max` is the number of items allowed. */
export function list<Item extends z.ZodType>(item: Item, max = Infinity, min = 0) {
  return z.array(item).refine((items) => items.length >= min && items.length <= max);
}

/** An object that may hold further members; all of these may be absent. */
export function open<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape).partial();
}

/** An object of these members only; all may be absent. */
export function closed<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape).partial();
}

/** What a schema demands beside the kinds of its values. */
export interface Demands {
  required: readonly string[];
  /** Further members demanded because of what the document says. */
  requiredIf?: (document: Record<string, unknown>) => readonly string[];
}

/** The same object, of which these members must be present. */
export function demanding<Shape extends z.ZodRawShape>(shape: Shape, demands: Demands): z.ZodType {
  return z
    .looseObject(shape)
    .partial()
    .superRefine((document, context) => {
      const needed = [...demands.required, ...(demands.requiredIf?.(document) ?? [])];
      for (const name of needed) {
        if (!Object.hasOwn(document, name)) {
          context.addIssue({ code: 'custom', path: [name], message: 'missing' });
        }
      }
    });
}
