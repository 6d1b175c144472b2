// An administrator writes the next version of a playbook, a first one, or takes an earlier version over as the next. What
// ran before names the version it ran by.

import { randomBytes } from 'node:crypto';
import { playbookSchema, type PlaybookBody } from '@/lib/containment/playbook';
import { listPlaybookVersions } from '@/lib/containment/playbook-queries';
import { insertPlaybook, lockPlaybook } from '@/lib/containment/playbook-store';
import { sql, type Tx } from '@/lib/db/sql';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

export interface SavePlaybookInput {
  /** Null for a new playbook. */
  key: string | null;
  /** The version that the form showed; 0 for a new one. */
  baseId: number;
  nameDe: string;
  nameEn: string;
  body: PlaybookBody;
  note: string;
}

type Code = 'stale' | 'not-found' | 'unchanged' | 'invalid';

/** Answers the version's key. Expected errors come back as values and change nothing. */
export function savePlaybook(
  input: SavePlaybookInput,
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ key: string }, Code>> {
  return sql().begin((tx) => save(tx, input, admin)) as Promise<Outcome<{ key: string }, Code>>;
}

async function save(
  tx: Tx,
  input: SavePlaybookInput,
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ key: string }, Code>> {
  const body = playbookSchema.safeParse(input.body);
  if (!body.success) return refused('invalid');
  const key = input.key ?? `own-${randomBytes(6).toString('hex')}`;
  const newest = await lockPlaybook(tx, key);
  if (input.key !== null && newest === 0) return refused('not-found');
  if (newest !== input.baseId) return refused('stale');
  const [before] = await listPlaybookVersions(key, tx);
  const { nameDe, nameEn, note } = input;
  const next = { nameDe, nameEn, body: body.data };
  const same = before !== undefined && textOf(before) === textOf(next);
  if (same) return refused('unchanged');
  const id = await insertPlaybook(tx, { key, ...next, note, userId: admin.id });
  const detail = { key, before: before === undefined ? null : valuesOf(before), after: valuesOf(next), note };
  await tx`SELECT append_audit(${admin.id}, 'playbook-saved', ${`playbook:${id}`}, ${tx.json(detail as never)})`;
  return done({ key });
}

interface Values {
  nameDe: string;
  nameEn: string;
  body: PlaybookBody;
}

const valuesOf = ({ nameDe, nameEn, body }: Values): Values => ({ nameDe, nameEn, body });

/** In one order of fields, so that equal means equal. */
const textOf = (one: Values): string =>
  JSON.stringify([one.nameDe, one.nameEn, playbookSchema.parse(one.body)]);

/** The version `versionId` of a playbook as its next one. */
export async function restorePlaybook(
  { key, baseId, versionId, note }: { key: string; baseId: number; versionId: number; note: string },
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ key: string }, Code>> {
  const found = (await listPlaybookVersions(key)).find(({ id }) => id === versionId);
  if (found === undefined) return refused('not-found');
  return savePlaybook({ key, baseId, ...valuesOf(found), note }, admin);
}
