// Mail about sexual abuse of children goes aside whether its document is valid or not.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { readReport } from '@/lib/formats/read-report';
import { restrictedReason } from './judge-restricted';

function reasonOf(fixture: string) {
  const file = path.join(import.meta.dirname, '../xarf/json/fixtures', `${fixture}.eml`);
  return restrictedReason(readReport(readFileSync(file)));
}

describe('restrictedReason', () => {
  it.each([
    ['a valid report of version 4', '009', 'content/csam'],
    ['a valid report of version 3', '015', 'content/csam'],
    ['a faulty document', '028', 'content/csem'],
    ['JSON that ends in the middle', '029', 'content/csam'],
  ])('%s is set apart', (_, fixture, category) => {
    expect(reasonOf(fixture)).toEqual({ category, hotline: null });
  });

  it.each([
    ['a valid report about something else', '001'],
    ['a faulty document about something else', '026'],
  ])('%s is not', (_, fixture) => expect(reasonOf(fixture)).toBeNull());
});
