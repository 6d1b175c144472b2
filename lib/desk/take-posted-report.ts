// Use case: a report that a program posts over HTTP, as a mail or as a XARF document. A document is wrapped into a mail
// first, so that raw bytes, reading and replay are those of every other report, and is refused where it could not be
// read: its sender knows at once, nothing of it is stored.

import type { ApiCaller } from '@/lib/api-tokens/types';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import { findPostedReport, type PostedReport } from '@/lib/intake/push-queries';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { readXarfDocument } from '@/lib/xarf/json/read-xarf';
import { wrapXarfDocument } from '@/lib/xarf/json/wrap-document';
import { done, refused, type Outcome, type Refusal } from './outcome';
import { takeMail } from './take-mail';

export type PostedKind = 'mail' | 'xarf';

/** Bodies may be this large; a document stays within a mail with its base64 and frame around it. */
export const POSTED_BYTES: Record<PostedKind, number> = {
  mail: INTAKE_LIMITS.mailBytes,
  xarf: MAIL_LIMITS.jsonBytes,
};

type Refused = 'empty-body' | 'not-json' | 'not-xarf';

/**
 * Stores `body`, at most `POSTED_BYTES` of its kind, committed when this resolves. Expected errors: `empty-body`,
 * `not-json`, `not-xarf` (values `path`, the place in the document, and `fault`, what is wrong there).
 * Throws the database's errors; repeating the call is safe.
 */
export async function takePostedReport(
  { kind, body }: { kind: PostedKind; body: Buffer },
  caller: ApiCaller,
): Promise<Outcome<PostedReport & { isNew: boolean }, Refused>> {
  if (body.length === 0) return refused('empty-body');
  const fault = kind === 'xarf' ? faultOf(body) : null;
  if (fault !== null) return fault;
  const raw = kind === 'xarf' ? wrapXarfDocument(body) : body;
  const [taken] = await takeMail('http', [raw], { giver: caller.tokenId });
  const report = taken && (await findPostedReport(taken.rawMessageId, caller.tokenId));
  if (!taken || !report) throw new Error('a report that was stored cannot be found');
  return done({ ...report, isNew: taken.isNew });
}

/**
 * What keeps the document from being read, in the words of its reader. A faulty report about sexual abuse of children is
 * taken all the same: whoever handles those decides what it is worth, not a missing field.
 */
function faultOf(document: Buffer): Refusal<Refused> | null {
  const reading = readXarfDocument(document);
  if (reading.outcome !== 'broken' || reading.restrictedCategory !== undefined) return null;
  if (reading.reason === 'xarf-json-invalid') return refused('not-json');
  const [, path = 'document', fault = reading.reason] = /^xarf:([^:]*):(.*)$/.exec(reading.reason) ?? [];
  return refused('not-xarf', { values: { path, fault } });
}
