import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bearerOf, hashOfToken, hintOf, tokenOf } from './token-text';

const token = tokenOf(Buffer.alloc(32, 0xfb));

describe('a token', () => {
  it('carries all of its 256 bits in characters that need no quoting', () => {
    expect(token).toMatch(/^mst_[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token.slice(4), 'base64url')).toEqual(Buffer.alloc(32, 0xfb));
    expect(() => tokenOf(Buffer.alloc(16))).toThrow(RangeError);
  });

  it('is stored as its SHA-256, and told apart by its beginning', () => {
    expect(hashOfToken(token)).toEqual(createHash('sha256').update(token).digest());
    expect(hintOf(token)).toBe(token.slice(0, 10));
  });

  it.each(['', 'mst_', 'mst_short', `${token}x`, ` ${token}`, token.replace('mst_', 'abc_'), `${token}\n`])(
    '%j is none',
    (text) => {
      expect(hashOfToken(text)).toBeNull();
    },
  );
});

describe('the Authorization field', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer   abc ', 'abc'],
    ['Basic abc', null],
    ['Bearer', null],
    ['Bearer a b', null],
    [null, null],
  ])('%j carries %j', (field, expected) => {
    expect(bearerOf(field)).toBe(expected);
  });
});
