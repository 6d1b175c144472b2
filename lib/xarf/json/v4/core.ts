// What every XARF 4 report says, whatever its category.
// Promise: further members of the document are allowed, further members of the two contacts and of evidence are not.
// Source: XARF 4.2.0, core schema.

import { z } from 'zod';
import {
  count,
  dateTime,
  demanding,
  email,
  hostname,
  list,
  number,
  open,
  port,
  text,
  textUpTo,
  uuid,
  word,
  type Demands,
} from '../vocabulary';

const contact = z.strictObject({ org: textUpTo(200), contact: email, domain: hostname });

const LARGEST_EVIDENCE_BYTES = 5 * 1024 * 1024;

const evidence = z.strictObject({
  content_type: text,
  payload: text,
  description: textUpTo(500).optional(),
  hash: text.regex(/^(?:md5|sha1|sha256|sha512):[a-fA-F0-9]+$/).optional(),
  size: count.refine((bytes) => bytes <= LARGEST_EVIDENCE_BYTES).optional(),
});

const core = {
  xarf_version: text.regex(/^4\.[0-9]+\.[0-9]+$/),
  report_id: uuid,
  timestamp: dateTime,
  reporter: contact,
  sender: contact,
  source_identifier: text,
  source_port: port,
  category: word(
    'messaging',
    'content',
    'copyright',
    'connection',
    'vulnerability',
    'infrastructure',
    'reputation',
  ),
  type: text,
  evidence_source: text,
  evidence: list(evidence, 50),
  tags: list(text.regex(/^[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+-]*$/), 20),
  confidence: number(0, 1),
  description: textUpTo(1_000),
  legacy_version: word('3'),
  _internal: open({}),
};

const REQUIRED = [
  'xarf_version',
  'report_id',
  'timestamp',
  'reporter',
  'sender',
  'source_identifier',
  'category',
  'type',
];

/** The core alone: what is left to check where the type is none of XARF's. */
export const coreSchema = demanding(core, { required: REQUIRED });

/** The core with the members of one type; a member of both has the narrower meaning of the type. */
export function typeSchema(
  shape: z.ZodRawShape,
  required: Demands['required'],
  requiredIf?: Demands['requiredIf'],
): z.ZodType {
  return demanding({ ...core, ...shape }, { required: [...REQUIRED, ...required], requiredIf });
}
