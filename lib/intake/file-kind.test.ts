import { describe, expect, it } from 'vitest';
import { kindOfFile } from './file-kind';

describe('a file', () => {
  it.each([
    ['Return-Path: <a@example.net>\r\nSubject: x\r\n', 'mail'],
    ['\u00ef\u00bb\u00bfSubject: with a mark\n', 'mail'],
    ['Subject : spaced\n', 'mail'],
    ['From a@example.net Mon Nov 16 10:00:00 2026\nSubject: x\n', 'mbox'],
    ['', 'empty'],
    ['From now on\n', 'other'],
    ['hello\nSubject: too late\n', 'other'],
    ['\n\nSubject: x\n', 'other'],
    ['PK\u0003\u0004: \u0000\u0000', 'other'],
    ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'other'],
  ])('that begins with %j is %s', (text, kind) => {
    expect(kindOfFile(Buffer.from(text, 'latin1'))).toBe(kind);
  });
});
