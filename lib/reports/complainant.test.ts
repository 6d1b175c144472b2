// Who complained: one person for one text, and nobody where the text was blotted out.

import { describe, expect, it } from 'vitest';

import { complainantOf } from './build-report';

const of = (originalRcptTo: string[], redacted: string[] = []): string | null =>
  complainantOf({ originalRcptTo, extensions: { 'redacted-address': redacted } });

describe('complainantOf', () => {
  it('is the first recipient in lower case, or the token in its place', () => {
    expect(of(['Reader@Mail.example', 'other@mail.example'])).toBe('reader@mail.example');
    expect(of(['5F4DCC3B5AA765D6@mail.example'])).toBe('5f4dcc3b5aa765d6@mail.example');
    expect(of([], ['t0ken'])).toBe('t0ken');
    expect(of(['xaver@mail.example'])).toBe('xaver@mail.example');
  });

  it('is nobody where every user of the reporter gets the same word', () => {
    for (const blot of ['x', '<x>', 'redacted@mail.example', 'undisclosed', 'xxx@xxx.example']) {
      expect(of([blot])).toBeNull();
    }
    expect(of(['redacted@mail.example', 'reader@mail.example'])).toBe('reader@mail.example');
    expect(of([], ['redacted'])).toBeNull();
    expect(of([])).toBeNull();
  });
});
