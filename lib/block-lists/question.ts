// Names that a block list is asked by. Pure.
// Source: RFC 5782 §2.1 (IPv4: octets in reverse), §2.4 (IPv6: nibbles in reverse), §3 (domains), §5 (test points).

import type { ListSubject } from './types';

/** The name to look up in the zone. `subject` is an address in canonical form or a domain. */
export function questionFor(kind: ListSubject, subject: string, zone: string): string {
  if (kind === 'ipv4') return `${subject.split('.').reverse().join('.')}.${zone}`;
  if (kind === 'ipv6') return `${nibblesOf(subject).reverse().join('.')}.${zone}`;
  return `${subject}.${zone}`;
}

/** All 32 nibbles of an address, as canonical text (RFC 5952) or with its last 32 bits dotted. */
function nibblesOf(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const zeroes = new Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeroes, ...after].flatMap((group) => [...group.padStart(4, '0')]);
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

/** An entry that a list has to have, and one that it must not have. */
interface TestPoint {
  kind: ListSubject;
  listed: string;
  unlisted: string;
}

/** The test points of what the list holds; `testDomain` where its listed domain is another than RFC 5782 §5 says. */
export function testPoints(subjects: readonly ListSubject[], testDomain: string | null): TestPoint[] {
  return subjects.map((kind): TestPoint => {
    if (kind === 'ipv4') return { kind, listed: '127.0.0.2', unlisted: '127.0.0.1' };
    // ::FFFF:7F00:2, not the IPv4 address that it maps.
    if (kind === 'ipv6') return { kind, listed: '::ffff:7f00:2', unlisted: '::ffff:7f00:1' };
    return { kind, listed: testDomain ?? 'test', unlisted: 'invalid' };
  });
}
