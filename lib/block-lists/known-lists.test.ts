// The form of what is shipped: each list could be saved as it is, and says where its facts come from.

import { expect, it } from 'vitest';
import { blockListForm } from './form';
import { knownLists } from './known-lists';
import { codeLines } from './read-codes';

it.each(knownLists.map((list) => [list.name, list] as const))('%s can be saved as it is', (_, list) => {
  const read = blockListForm.safeParse({
    id: '0',
    seen: '',
    name: list.name,
    zone: list.zone,
    subjects: list.subjects,
    ...(list.isBitmask ? { isBitmask: 'on' } : {}),
    listed: codeLines(list.codes, 'listed'),
    refused: codeLines(list.codes, 'refused'),
    harmless: codeLines(list.codes, 'harmless'),
    testDomain: list.testDomain ?? '',
    lookupUrl: list.lookupUrl,
    steps: '',
    note: list.note.de,
    queriesPerMinute: '60',
    intervalMinutes: '240',
  });
  expect(read.error?.issues).toBeUndefined();
  const inOrder = (codes: { code: string }[]) => codes.map(({ code }) => code).sort();
  expect(inOrder(read.data?.body.codes ?? [])).toEqual(inOrder(list.codes));
  expect(read.data?.body.active).toBe(false);
  expect(list.sources.every((source) => /^https?:\/\//.test(source))).toBe(true);
  expect(list.sources.length).toBeGreaterThan(0);
  expect(list.note.de === '' || list.note.en === '').toBe(false);
});

it('has each zone once', () => {
  const zones = knownLists.map(({ zone }) => zone);
  expect(new Set(zones).size).toBe(zones.length);
});

it('refuses codes that no list gives', () => {
  const given = { id: '0', seen: '', name: 'L', zone: 'l.example', subjects: 'ipv4', steps: '', note: '' };
  const pace = { queriesPerMinute: '60', intervalMinutes: '240', lookupUrl: '' };
  const problemsOf = (more: Record<string, string>) =>
    blockListForm
      .safeParse({ ...given, ...pace, ...more })
      .error?.issues.map(({ path, message }) => [path[0], message]);
  expect(problemsOf({ listed: '10.0.0.1 private' })).toEqual([['listed', 'not-a-code']]);
  expect(problemsOf({ listed: '127.0.0.2', refused: '127.0.0.2' })).toEqual([['refused', 'code-twice']]);
  expect(problemsOf({ listed: '3', isBitmask: 'on' })).toEqual([['listed', 'not-a-bit']]);
  expect(problemsOf({ zone: 'zone' })).toEqual([['zone', 'not-a-domain']]);
});
