// The decisions of intake that need no mailbox: what a poll compares, which mails come first, what dies where.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseListing, mergePending } from './choose-listing';
import { daysSince2000, encodeBytesRows } from './copy-bytes';
import { createReach, parseFailpoint } from './failpoints';
import { INTAKE_LIMITS } from './limits';
import { oversizeStub } from './oversize-stub';
import { takeFromBothEnds } from './plan-batches';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 10, minutes));
const big = INTAKE_LIMITS.smallFolder + 1;
const memory = { uidValidity: 7, fullAt: at(0), uidNext: 100 };

describe('what a poll compares', () => {
  it('is the whole folder at first, after a change of UIDVALIDITY, each hour, and when the clock went back', () => {
    const status = { uidValidity: 7, messages: big, uidNext: 200 };
    expect(chooseListing({ uidValidity: null, fullAt: null, uidNext: null }, status, at(1)).kind).toBe(
      'full',
    );
    expect(chooseListing(memory, { ...status, uidValidity: 8 }, at(1)).kind).toBe('full');
    expect(chooseListing(memory, status, at(60)).kind).toBe('full');
    expect(chooseListing(memory, status, at(-1)).kind).toBe('full');
  });

  it('is what came since in between, and the whole of a small folder always', () => {
    const status = { uidValidity: 7, messages: big, uidNext: 200 };
    expect(chooseListing(memory, status, at(59))).toEqual({ kind: 'since', fromUid: 100 });
    expect(chooseListing(memory, { ...status, messages: big - 1 }, at(1)).kind).toBe('full');
    expect(chooseListing(memory, { ...status, uidNext: null }, at(1)).kind).toBe('full');
  });

  it('adds newcomers once', () => {
    expect(mergePending(['1', '2'], ['2', '3'])).toEqual(['1', '2', '3']);
  });
});

describe('a backlog', () => {
  it('is taken from both ends, newest first, each mail once, whatever its size', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(300), fc.integer({ min: 1, max: 50 }), (length, count, slice) => {
        const pending = Array.from({ length }, (_, index) => String(index));
        const { slices, rest } = takeFromBothEnds(pending, count, slice);
        const taken = slices.flat();
        expect(taken).toHaveLength(Math.min(length, count));
        expect([...taken, ...rest].map(Number).sort((a, b) => a - b)).toEqual(pending.map(Number));
        if (taken.length > 0) expect(slices[0]).toContain(String(length - 1));
        if (slices.length > 1) expect(slices[1]).toContain('0');
      }),
    );
  });
});

describe('a failpoint', () => {
  it('dies at the passing that was asked for, and nowhere else', () => {
    let deaths = 0;
    const reach = createReach(parseFailpoint('after-commit:2'), () => (deaths += 1));
    for (const point of ['after-fetch', 'after-commit', 'before-move'] as const) reach(point);
    expect(deaths).toBe(0);
    reach('after-commit');
    reach('after-commit');
    expect(deaths).toBe(1);
  });

  it.each(['', 'after-lunch', 'after-commit:0', 'after-commit:x', 'after-commit:1:2'])(
    'is not "%s"',
    (text) => {
      expect(parseFailpoint(text)).toBeNull();
    },
  );
});

describe('the stub of a mail that is too large', () => {
  it('is the same at every poll, and another for another place', () => {
    const place = {
      mailbox: { id: 3, name: 'a' },
      uidValidity: 1,
      uid: '9',
      sizeBytes: 40_000_000,
      receivedAt: at(0),
    };
    expect(oversizeStub(place).sha256).toEqual(oversizeStub({ ...place, receivedAt: at(5) }).sha256);
    expect(oversizeStub(place).sha256).not.toEqual(oversizeStub({ ...place, uid: '10' }).sha256);
    expect(oversizeStub(place).setAside).toMatchObject({ reasonCode: 'too-large', sizeBytes: 40_000_000 });
  });
});

describe('the COPY stream', () => {
  it('has the lengths and the date of the binary format', () => {
    const rows = [{ rawMessageId: 258, monthDays: daysSince2000('2000-02-01'), bytes: Buffer.from('ab') }];
    const stream = Buffer.concat([...encodeBytesRows(rows)]).subarray(19);
    expect(stream.toString('hex')).toBe(
      ['0003', '00000008', '0000000000000102', '00000004', '0000001f', '00000002', '6162', 'ffff'].join(''),
    );
  });
});
