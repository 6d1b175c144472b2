// Every format that the registry knows has a name for people.

import { describe, expect, it } from 'vitest';
import { reportFormats } from '@/lib/formats/registry';
import { messagesFor } from '@/lib/i18n/messages';
import { LOCALES } from '@/lib/i18n/locales';

describe('the names of formats', () => {
  it.each(LOCALES)('cover the registry (%s)', (locale) => {
    const names = messagesFor(locale).formats;
    expect(reportFormats.map(({ name }) => name).filter((name) => !(name in names))).toEqual([]);
  });
});
