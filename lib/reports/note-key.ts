// What a report's note (`struct:no-report-type`, `repeated:source-ip`) is called in the catalogue: its code with hyphens,
// or that of its family with the rest as a value. Pure.

/** Families whose codes end with words of the mail, longer ones first. */
const families = [
  'xarf:another-document',
  'struct:feedback-part-type',
  'struct:container',
  'struct:report-part',
  'type:unregistered',
  'type:draft-era',
  'xarf:evidence',
  'xarf:version',
  'orig:type',
  'repeated',
  'missing',
  'version',
  'case',
  'tlp',
];

export interface NoteKey {
  key: string;
  /** What the sentence quotes; empty where it quotes nothing. */
  value: string;
}

/** The keys under which a note's sentence may stand, the most precise first. */
export function noteKeys(code: string): NoteKey[] {
  const exact = { key: code.replaceAll(':', '-').replaceAll('.', '-'), value: '' };
  const family = families.find((name) => code.startsWith(`${name}:`) || code.startsWith(`${name}-`));
  if (family === undefined) return [exact];
  return [exact, { key: family.replaceAll(':', '-'), value: code.slice(family.length + 1) }];
}
