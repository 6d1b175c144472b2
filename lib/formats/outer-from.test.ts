// Whom the From of the mail that came names: one mailbox, or nobody. Servers and programs pick differently out of a From
// that names two, so that one person's signed mail could pass for another's of the same domain.

import { describe, expect, it } from 'vitest';
import { readReport } from './read-report';

function fromOf(value: string): string | null | undefined {
  return readReport(Buffer.from(`From: ${value}\nSubject: x\n\nx\n`)).outer?.fromAddress;
}

describe('the From', () => {
  it.each([
    ['fbl@loop.example', 'fbl@loop.example'],
    ['Loop <FBL@loop.example>', 'fbl@loop.example'],
    ['"Loop, <Example>" <fbl@loop.example>', 'fbl@loop.example'],
    ['"a \\" < b" <fbl@loop.example>', 'fbl@loop.example'],
    ['=?utf-8?q?=3Cfbl=40loop.example=3E?= <a@other.example>', 'a@other.example'],
    ['"fbl@loop.example" <a@other.example>', 'a@other.example'],
    ['fbl@loop.example (Loop)', 'fbl@loop.example'],
    ['Team: fbl@loop.example;', 'fbl@loop.example'],
  ])('%s is of one mailbox', (value, address) => expect(fromOf(value)).toBe(address));

  it.each([
    'fbl@loop.example, a@loop.example',
    'Loop <fbl@loop.example>, a@loop.example',
    'Team: fbl@loop.example, a@loop.example;',
    '<fbl@loop.example> <a@loop.example>',
    'a@loop.example <fbl@loop.example',
    '<fbl@loop.example>> <a@loop.example>',
    'fbl@loop.example\0@other.example',
    '',
  ])('%j is of nobody', (value) => expect(fromOf(value)).toBeNull());
});
