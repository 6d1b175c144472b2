// Which state of a loop's settings somebody saw, and what an edit changes in them. Pure.

import { createHash } from 'node:crypto';
import type { LoopSettings } from './types';

/** A digest of the settings as somebody saw them: another one by now means that somebody else was faster. */
export function loopVersion(settings: LoopSettings): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 22);
}

/** What differs between two states of the settings, by name; null where nothing does. */
export function settingsChange(
  before: LoopSettings,
  after: LoopSettings,
): { before: Partial<LoopSettings>; after: Partial<LoopSettings> } | null {
  const names = (Object.keys(after) as (keyof LoopSettings)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const pick = (settings: LoopSettings): Partial<LoopSettings> =>
    Object.fromEntries(names.map((name) => [name, settings[name]]));
  return names.length === 0 ? null : { before: pick(before), after: pick(after) };
}
