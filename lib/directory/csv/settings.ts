// What a CSV as a directory is set to: a file on this server that is read again and again, or one that was uploaded.
// Pure.

import { z } from 'zod';
import type { DirectorySettings, SettingField, SettingProblems } from '../types';

const settingsShape = z.object({ from: z.enum(['upload', 'path']), path: z.string() });

export type CsvSettings = z.infer<typeof settingsShape>;

/** The form, in its order. */
export const csvFields: readonly SettingField[] = [
  { name: 'from', type: 'choice', initial: 'upload', choices: ['upload', 'path'] },
  { name: 'path', type: 'text', initial: '', required: true, onlyIf: { field: 'from', values: ['path'] } },
];

/** The stored settings in their shape. Throws where they were stored by nobody who checks. */
export function csvSettings(settings: unknown): CsvSettings {
  return settingsShape.parse(settings);
}

/** Problems that are seen before anything is opened. */
export function checkCsvSettings(settings: DirectorySettings): SettingProblems {
  const read = settingsShape.safeParse(settings);
  if (!read.success)
    return Object.fromEntries(read.error.issues.map((issue) => [String(issue.path[0]), 'invalid']));
  const { from, path } = read.data;
  const isFile = path.startsWith('/') && !path.endsWith('/') && !path.includes('\0');
  return from === 'upload' || isFile ? {} : { path: 'not-absolute' };
}
