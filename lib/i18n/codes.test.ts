// Every code that says why a report is trusted, where it was attributed and what is wrong with a document has a sentence
// in both languages. The codes are read off the types, so that a new one without a sentence is noticed.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from './locales';
import { messagesFor } from './messages';

/** Members of a union of strings, as its source writes it: by itself, or as the list that it is made of. */
function members(file: string, type: string): string[] {
  const source = readFileSync(file, 'utf8');
  const [, union = ''] = new RegExp(`type ${type} =([^;]+);`).exec(source) ?? [];
  const [, list] = /\(typeof (\w+)\)\[number\]/.exec(union) ?? [];
  const [, listed = ''] = new RegExp(`const ${list} = \\[([^\\]]+)\\]`).exec(source) ?? [];
  return [...(list === undefined ? union : listed).matchAll(/'([^']+)'/g)].map(([, code = '']) => code);
}

const catalogues: [string, string, string, (locale: Locale) => object][] = [
  [
    'trust in a reporter',
    'lib/reporters/types.ts',
    'ReporterEvidenceCode',
    (l) => messagesFor(l).case.reporterCodes,
  ],
  ['attribution', 'lib/attribution/types.ts', 'EvidenceCode', (l) => messagesFor(l).case.attributionCodes],
  ['faults of documents', 'lib/xarf/json/fault.ts', 'FaultKind', (l) => messagesFor(l).intake.xarfFaults],
  ['tasks', 'lib/tasks/types.ts', 'TaskKind', (l) => messagesFor(l).tasks.kinds],
];

describe.each(catalogues)('the codes of %s', (_, file, type, catalogue) => {
  it.each(LOCALES)('all have a sentence, and no sentence is left without its code (%s)', (locale) => {
    const codes = members(file, type).sort();
    expect(codes.length).toBeGreaterThan(3);
    expect(Object.keys(catalogue(locale)).sort()).toEqual(codes);
  });
});
