// Damage to valid documents, for tests: members dropped, replaced by values of other kinds, added.
// Promise: the same description gives the same document, so that a failing run can be repeated from its seed.

import fc from 'fast-check';

/** Values of every kind, and strings at the edges of the formats. */
export const AWKWARD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  99,
  65_535,
  65_536,
  4_294_967_296,
  1e300,
  '',
  ' ',
  'x',
  'X',
  'ab',
  'smtp',
  'tcp',
  'spam',
  'phishing',
  'content',
  'other',
  '3',
  '4.2.0',
  '192.0.2.1',
  '192.0.2.01',
  '256.0.0.1',
  '2001:db8::1',
  '::ffff:192.0.2.1',
  'fe80::1%eth0',
  'a@example.com',
  'a@example',
  'a..b@example.com',
  '"a b"@example.com',
  '<>',
  'example.com',
  'example.com.',
  '-bad.example',
  'under_score.example',
  'exa mple.com',
  'https://example.com/a?b=c#d',
  'https://user@example.com:8080/',
  'https://[2001:db8::1]/',
  'https://example.com/a b',
  'https://example.com/ä',
  'https://example.com/%zz',
  'http://example.com/{x}',
  'mailto:a@example.com',
  'urn:isbn:0',
  '//example.com/',
  'https:',
  'CVE-2024-1234',
  'CVE-24-1',
  '2026-11-21T10:00:00Z',
  '2026-11-21 10:00:00z',
  '2026-11-21T10:00:00+0200',
  '2026-11-21T10:00:00+02:00',
  '2026-11-21T10:00:00',
  '2026-02-29T10:00:00Z',
  '2024-02-29T10:00:00.123Z',
  '2016-12-31T23:59:60Z',
  '2016-12-31T12:59:60Z',
  '2026-13-01T10:00:00Z',
  '2026-11-21',
  '02eb480f-8172-431a-9276-c28ba90f694a',
  'urn:uuid:02eb480f-8172-431a-9276-c28ba90f694a',
  '02eb480f8172431a9276c28ba90f694a',
  'a:b',
  'sha256:00ff',
  'x'.repeat(201),
  'x'.repeat(1_001),
  '😀'.repeat(150),
  [],
  ['x'],
  ['x', 'x'],
  [1, 2],
  [80, 443],
  ['2001:db8::1'],
  {},
  { a: 1 },
  { Account: 'x' },
  { info_hash: 'a'.repeat(40) },
];

export interface Mutation {
  /** Which of the document's members is damaged, by its number in document order. */
  at: number;
  kind: 'drop' | 'replace' | 'add';
  value: number;
}

export const mutations = fc.array(
  fc.record<Mutation>({
    at: fc.nat(200),
    kind: fc.constantFrom('drop', 'replace', 'replace', 'replace', 'add'),
    value: fc.nat(AWKWARD_VALUES.length - 1),
  }),
  { minLength: 1, maxLength: 2 },
);

/** A damaged copy. */
export function mutate(document: unknown, list: readonly Mutation[]): Record<string, unknown> {
  const copy = structuredClone(document) as Record<string, unknown>;
  for (const mutation of list) {
    const places = membersOf(copy);
    const place = places[mutation.at % Math.max(1, places.length)];
    if (place === undefined) continue;
    const value = structuredClone(AWKWARD_VALUES[mutation.value]);
    if (mutation.kind === 'add')
      Reflect.set(place.owner, Array.isArray(place.owner) ? place.key : 'surplus', value);
    else if (mutation.kind === 'replace') Reflect.set(place.owner, place.key, value);
    else if (Array.isArray(place.owner)) place.owner.splice(Number(place.key), 1);
    else Reflect.deleteProperty(place.owner, place.key);
  }
  return copy;
}

function membersOf(owner: object): { owner: object; key: string }[] {
  return Object.entries(owner).flatMap(([key, value]) => [
    { owner, key },
    ...(typeof value === 'object' && value !== null ? membersOf(value) : []),
  ]);
}
