// Is this a XARF 4 report? One schema for each category and type.
// Promise: the verdict of the published master schema with formats asserted, and the place of the first fault.
// Source: XARF 4.2.0, master schema.

import type { z } from 'zod';
import { faultAt, firstFault } from '../fault';
import { connection } from './connection';
import { content } from './content';
import { contentHarm } from './content-harm';
import { copyright } from './copyright';
import { copyrightIndex } from './copyright-index';
import { coreSchema } from './core';
import { messaging } from './messaging';
import { weakness } from './weakness';

const SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries<z.ZodType>({
    ...messaging,
    ...connection,
    ...content,
    ...contentHarm,
    ...copyright,
    ...copyrightIndex,
    ...weakness,
  }),
);

/** The first fault of a document of version 4 as `xarf:<path>:<kind>`, or null where it is valid. */
export function faultOfV4(document: Record<string, unknown>): string | null {
  const schema = SCHEMAS.get(`${String(document.category)}/${String(document.type)}`);
  if (schema !== undefined) return firstFault(schema, document);
  return firstFault(coreSchema, document) ?? faultAt(['type'], 'unknown');
}
