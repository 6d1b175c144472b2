// What a task's detail says, whichever kind raised it. It holds words of strangers: everything is text, nothing is
// trusted to be there, and what has another shape than expected is left out. Pure.

import { z } from 'zod';

const text = z.string().trim().min(1).nullable().catch(null);
const texts = z.array(z.string()).catch([]);

const detail = z.object({
  /** Name of the feedback loop or program. */
  loop: text,
  from: text,
  subject: text,
  trust: z.enum(['verified', 'known', 'signed', 'unauthenticated']).nullable().catch(null),
  codes: texts,
  links: texts,
  /** Reports of a flood. */
  count: z.number().int().nonnegative().nullable().catch(null),
  since: z.iso
    .datetime({ offset: true })
    .transform((written) => new Date(written))
    .nullable()
    .catch(null),
  /** Number of a case. */
  case: z
    .string()
    .regex(/^AD-\d{4}-\d{4,10}$/)
    .nullable()
    .catch(null),
  phone: text,
  /** A mail server's words. */
  response: text,
  /** A mail that belongs to no case. */
  mail: z.int().positive().nullable().catch(null),
  /** Of whom the address is. */
  customer: text,
  /** Where a mail went. */
  to: text,
  /** Whose task it is first of all. */
  owner: text,
  /** Codes of `loopHealth.findings`. */
  reasons: texts,
  /** The day by which something is due. */
  day: z.iso
    .date()
    .transform((written) => new Date(`${written}T12:00:00Z`))
    .nullable()
    .catch(null),
  fee: text,
  /** Ranges and domains. */
  values: texts,
  domains: texts,
  accounts: texts,
  blockList: z.object({ id: z.int(), name: z.string() }).nullable().catch(null),
  /** Of our own feedback loop. */
  subscriber: z.object({ id: z.int(), name: z.string() }).nullable().catch(null),
  /** One of our addresses or domains on it. */
  listing: z.object({ id: z.int(), subject: z.string() }).nullable().catch(null),
});

export type TaskDetail = z.output<typeof detail>;

/** Reads the detail of any kind of task; what is absent is null or empty. */
export function readTaskDetail(stored: Record<string, unknown>): TaskDetail {
  return detail.parse(stored);
}
