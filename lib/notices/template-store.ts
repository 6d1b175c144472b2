// Writes of the screen "Templates": versions of a text, help pages, what the provider says of itself; each with its audit
// entry. Prisma's transaction is not needed: the statements are few and plain.

import type { Tx } from '@/lib/db/sql';
import type { BlockKind } from './answer-blocks';
import type { NoticeKind, NoticeLanguage, NoticeText, NoticeVoice, SenderDetails } from './types';

/** One at a time saves a version of this text; returns the newest version's id, 0 where the shipped text stands. */
export async function lockTemplate(
  tx: Tx,
  kind: NoticeKind | BlockKind,
  { language, tone }: NoticeVoice,
): Promise<number> {
  await tx`SELECT pg_advisory_xact_lock(hashtext(${`notice-template ${kind} ${language} ${tone}`}))`;
  const [row] = await tx<{ id: number }[]>`
    SELECT coalesce(max(id), 0)::int AS id FROM notice_template
    WHERE kind = ${kind} AND language = ${language} AND tone = ${tone}`;
  return row?.id ?? 0;
}

/** Adds the version after `beforeId` (0: the shipped text) and returns its id. */
export async function insertTemplate(
  tx: Tx,
  kind: NoticeKind | BlockKind,
  { language, tone }: NoticeVoice,
  { subject, body }: NoticeText,
  { beforeId, userId }: { beforeId: number; userId: number },
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO notice_template (kind, language, tone, subject, body, created_by_id)
    VALUES (${kind}, ${language}, ${tone}, ${subject}, ${body}, ${userId}) RETURNING id`;
  if (row === undefined) throw new Error('the template was not written');
  const detail = { kind, language, tone, before: beforeId === 0 ? 'shipped' : `notice-template:${beforeId}` };
  await audit(tx, userId, 'notice-template-saved', `notice-template:${row.id}`, detail);
  return row.id;
}

export async function saveSenderDetails(tx: Tx, details: SenderDetails, userId: number): Promise<void> {
  const [before] = await tx<{ value: SenderDetails }[]>`
    SELECT value FROM setting WHERE key = 'notice-sender' FOR UPDATE`;
  await tx`
    INSERT INTO setting (key, value, updated_at) VALUES ('notice-sender', ${tx.json(details as never)}, now())
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`;
  await audit(tx, userId, 'notice-sender-changed', 'setting:notice-sender', {
    from: before?.value ?? null,
    to: details,
  });
}

export interface NewLink {
  language: NoticeLanguage;
  title: string;
  url: string;
}

/** A link counts as checked on the day it is added. */
export async function insertLink(tx: Tx, { language, title, url }: NewLink, userId: number): Promise<void> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO guidance_link (language, title, url, position, checked_on)
    VALUES (${language}, ${title}, ${url},
      (SELECT coalesce(max(position) + 1, 0) FROM guidance_link WHERE language = ${language}), current_date)
    RETURNING id`;
  await audit(tx, userId, 'guidance-link-added', `guidance-link:${row?.id ?? 0}`, { language, title, url });
}

/** Somebody looked at it today; false where it is gone. */
export async function checkLink(tx: Tx, id: number, userId: number): Promise<boolean> {
  const [before] = await tx<{ checkedOn: string }[]>`
    SELECT checked_on::text AS "checkedOn" FROM guidance_link WHERE id = ${id} FOR UPDATE`;
  if (before === undefined) return false;
  await tx`UPDATE guidance_link SET checked_on = current_date WHERE id = ${id}`;
  await audit(tx, userId, 'guidance-link-checked', `guidance-link:${id}`, { before: before.checkedOn });
  return true;
}

/** False where it is gone already. */
export async function deleteLink(tx: Tx, id: number, userId: number): Promise<boolean> {
  const [row] = await tx<
    NewLink[]
  >`DELETE FROM guidance_link WHERE id = ${id} RETURNING language, title, url`;
  if (row !== undefined) await audit(tx, userId, 'guidance-link-removed', `guidance-link:${id}`, { ...row });
  return row !== undefined;
}

async function audit(
  tx: Tx,
  userId: number,
  action: string,
  subject: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await tx`SELECT append_audit(${userId}, ${action}, ${subject}, ${tx.json(detail as never)})`;
}
