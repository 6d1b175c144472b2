// Every kind of mail that is kept as no complaint has a place with a name in both languages. What the formats keep is
// read off their fixtures.

import { describe, expect, it } from 'vitest';
import { readReport } from '@/lib/formats/read-report';
import { allFixtures } from '@/lib/formats/testing/all-fixtures';
import { LOCALES } from '@/lib/i18n/locales';
import { messagesFor } from '@/lib/i18n/messages';

function keptFormats(): string[] {
  const formats = allFixtures().flatMap(({ raw }) => {
    const outcome = readReport(raw);
    return outcome.outcome === 'other-mail' ? [outcome.format] : [];
  });
  return [...new Set(formats)].sort();
}

describe('the places of kept mail', () => {
  it('are many', () => {
    expect(keptFormats()).toEqual(expect.arrayContaining(['dsn', 'auto-reply', 'spamcop']));
  });

  it.each(LOCALES)('all have a name (%s)', (locale) => {
    const { places } = messagesFor(locale).intake;
    expect(keptFormats().filter((format) => !(format in places))).toEqual([]);
  });
});
