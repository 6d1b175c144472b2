// All themes by name.

import { FOREIGN_THEMES } from './foreign';
import { GERMAN_THEMES } from './german';
import type { Theme } from './types';

export const THEMES: readonly Theme[] = [...GERMAN_THEMES, ...FOREIGN_THEMES];

/** A theme by its id; throws where there is none, since only the generator asks. */
export function themeOf(id: string): Theme {
  const theme = THEMES.find((candidate) => candidate.id === id);
  if (theme === undefined) throw new Error(`no theme ${id} in the sample provider`);
  return theme;
}
