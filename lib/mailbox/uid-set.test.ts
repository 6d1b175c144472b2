// UID sets name exactly the mails that were meant, in commands of bounded length; locations read back as written.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLocation, parseLocation } from './location';
import { nameInCur, uniquePart } from './maildir-names';
import { toUidSets } from './uid-set';

const expand = (set: string): number[] =>
  set.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split(':').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });

describe('UID sets', () => {
  it('join neighbours and never bridge a gap', () => {
    expect(toUidSets(['3', '1', '2', '5', '5', '9', '10'])).toEqual(['1:3,5,9:10']);
    expect(toUidSets([])).toEqual([]);
  });

  it('cover exactly the given UIDs, none longer than allowed', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 4_294_967_295 })),
        fc.integer({ min: 25, max: 80 }),
        (uids, max) => {
          const sets = toUidSets(uids.map(String), max);
          expect(sets.every((set) => set.length <= max)).toBe(true);
          expect(sets.flatMap(expand)).toEqual([...uids].sort((a, b) => a - b));
        },
      ),
    );
  });
});

describe('locations', () => {
  it('read back as they were written', () => {
    for (const location of [
      { folder: 'Processed', uidValidity: 17, uid: '4' },
      { folder: 'Erledigt; 2026', uidValidity: 0, uid: '1.M2P3;V=4.host' },
      { folder: 'Processed', uidValidity: null, uid: null },
    ]) {
      expect(parseLocation(formatLocation(location))).toEqual(location);
    }
  });
});

describe('Maildir names', () => {
  it('keep their identity when flags change', () => {
    expect(uniquePart('1.M2P3.host:2,S')).toBe('1.M2P3.host');
    expect(nameInCur('1.M2P3.host')).toBe('1.M2P3.host:2,');
    expect(nameInCur('1.M2P3.host:2,S')).toBe('1.M2P3.host:2,S');
  });
});
