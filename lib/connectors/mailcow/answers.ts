// What mailcow's interface answers, as far as it is used. A change that it did not make is told in the body, under status
// 200: `[{"type": "success" | "danger" | "error", "msg": …}]`; the field `log` repeats what was sent and is never read.
// Source: mailcow-dockerized, data/web/json_api.php and data/web/api/openapi.yaml. Pure.

import { z } from 'zod';
import { ConnectorFault } from '@/lib/containment/types';

/** Numbers come as numbers or as text, by version and driver. */
const number = z.union([z.number(), z.string().regex(/^\d{1,12}$/)]).transform(Number);
const access = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => /^(?:1|true)$/.test(String(value)));

/** A mailbox. `active`: 0 off, 1 on, 2 no login while mail still comes in. */
const mailbox = z.object({
  username: z.string(),
  active: number,
  /** Where its password is; versions before other sources had only their own. */
  authsource: z.string().default('mailcow'),
  attributes: z.object({
    smtp_access: access,
    sogo_access: access,
    passwd_update: z
      .union([z.string(), z.number()])
      .nullish()
      .transform((value) => String(value ?? '')),
  }),
});
export type Mailbox = z.infer<typeof mailbox>;

const limit = z.object({ value: number, frame: z.enum(['s', 'm', 'h', 'd']) });
export type RateLimit = z.infer<typeof limit>;

const queueItem = z.object({ queue_id: z.string(), queue_name: z.string(), sender: z.string().default('') });
export type QueueItem = z.infer<typeof queueItem>;

const results = z.array(z.object({ type: z.string(), msg: z.unknown() })).min(1);

/** Whose mailbox it is; refused where mailcow has none of that name, which it says by an empty answer. */
export function mailboxIn(body: string): Mailbox {
  const said = parsed(body);
  if (isEmpty(said)) throw new ConnectorFault('refused', 'account-unknown');
  return read(mailbox, said);
}

/** Null: the mailbox has none of its own. */
export function limitIn(body: string): RateLimit | null {
  const said = parsed(body);
  return isEmpty(said) ? null : read(limit, said);
}

export function queueIn(body: string): QueueItem[] {
  const said = parsed(body);
  return isEmpty(said) ? [] : read(z.array(queueItem), said);
}

/** Throws unless every part of a change was made. */
export function demandSuccess(body: string): void {
  const failed = read(results, parsed(body)).find(({ type }) => type !== 'success');
  if (failed === undefined) return;
  const said: unknown = Array.isArray(failed.msg) ? failed.msg[0] : failed.msg;
  const text = typeof said === 'string' && /^[\w .:-]{1,80}$/.test(said) ? said : failed.type;
  throw new ConnectorFault('refused', text === 'access_denied' ? 'account-unknown' : 'refused', { text });
}

function read<T extends z.ZodType>(schema: T, said: unknown): z.output<T> {
  const found = schema.safeParse(said);
  if (!found.success) throw new ConnectorFault('unknown', 'bad-answer', { reason: 'mailcow' });
  return found.data;
}

/** `{}`, `[]` and `false` all mean that there is nothing. */
function isEmpty(said: unknown): boolean {
  return (
    said === false ||
    said === null ||
    (typeof said === 'object' && said !== null && Object.keys(said).length === 0)
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // No JSON is no answer that could be understood.
    return undefined;
  }
}
