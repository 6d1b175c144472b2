// Use case: an administrator adds a feedback loop, in the state it is in, or changes its settings. They hold for the next
// report that is read.

import { sql } from '@/lib/db/sql';
import { insertLoop, lockLoop, recordLoopEvent, updateLoop } from '@/lib/feedback-loops/loop-store';
import { loopVersion, settingsChange } from '@/lib/feedback-loops/loop-version';
import { renewalKey } from '@/lib/feedback-loops/renewal-store';
import { provesReports, type LoopSettings, type LoopState } from '@/lib/feedback-loops/types';
import { endTaskOf } from '@/lib/tasks/finish-store';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { done, refused, refusedField, type Outcome } from './outcome';
import { isUniqueViolation } from './unique-violation';

interface NewLoop {
  id: null;
  settings: LoopSettings;
  state: LoopState;
}

interface ChangedLoop {
  id: number;
  /** `version` of the form's read. */
  version: string;
  settings: LoopSettings;
}

export type SaveLoopInput = NewLoop | ChangedLoop;

export interface SavedLoop {
  id: number;
  /** What the next edit must carry back. */
  version: string;
}

/**
 * Expected errors: `not-found`, `stale`; field `name`: `name-taken`; field `dkimDomains`: `no-identity`; field `deputyId`:
 * `same-person`.
 */
export async function saveFeedbackLoop(
  input: SaveLoopInput,
  admin: SignedInUser,
): Promise<Outcome<SavedLoop>> {
  const { ownerId, deputyId } = input.settings;
  if (deputyId !== null && deputyId === ownerId) return refusedField('deputyId', 'same-person');
  try {
    const outcome = await (input.id === null ? addLoop(input, admin) : changeLoop(input, admin));
    forgetDeskContext();
    return outcome;
  } catch (error) {
    if (isUniqueViolation(error)) return refusedField('name', 'name-taken');
    throw error;
  }
}

// Without one, no report could ever be proved to be this loop's: every one would count as forged.
const lacksIdentity = (settings: LoopSettings, state: LoopState) =>
  provesReports(state) && settings.dkimDomains.length + settings.envelopeDomains.length === 0;

async function addLoop({ settings, state }: NewLoop, admin: SignedInUser): Promise<Outcome<SavedLoop>> {
  if (lacksIdentity(settings, state)) return refusedField('dkimDomains', 'no-identity');
  return sql().begin(async (tx): Promise<Outcome<SavedLoop>> => {
    const id = await insertLoop(tx, settings, state);
    await recordLoopEvent(tx, id, admin.id, { kind: 'added', detail: { state } });
    return done({ id, version: loopVersion(settings) });
  }) as Promise<Outcome<SavedLoop>>;
}

function changeLoop(
  { id, version, settings }: ChangedLoop,
  admin: SignedInUser,
): Promise<Outcome<SavedLoop>> {
  return sql().begin(async (tx): Promise<Outcome<SavedLoop>> => {
    const held = await lockLoop(tx, id);
    if (held === null) return refused('not-found');
    if (loopVersion(held.settings) !== version) return refused('stale');
    if (lacksIdentity(settings, held.state)) return refusedField('dkimDomains', 'no-identity');
    const detail = settingsChange(held.settings, settings);
    if (detail === null) return done({ id, version: loopVersion(settings) });
    await updateLoop(tx, id, settings);
    await recordLoopEvent(tx, id, admin.id, { kind: 'changed', detail });
    if (held.settings.renewsOn !== settings.renewsOn) await endTaskOf(tx, renewalKey(id), admin.id);
    return done({ id, version: loopVersion(settings) });
  }) as Promise<Outcome<SavedLoop>>;
}
