// Version 4 against the published schema: the same verdict on every sample and on damaged copies of them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { mutate, mutations } from './testing/mutations';
import { isPublishedPresent, publishedSamples, publishedV4 } from './testing/published';
import { readXarfDocument } from './read-xarf';
import { faultOfV4 } from './v4/check';

const notice = isPublishedPresent ? '' : ' (../shared/samples/xarf is absent)';

describe.runIf(isPublishedPresent)(`XARF 4 as published${notice}`, () => {
  const samples = publishedSamples('v4-spec/samples/v4');
  const published = isPublishedPresent ? publishedV4() : () => false;

  it('has one sample for each of its 32 types', () => {
    const types = samples.map(({ document }) => `${String(document.category)}/${String(document.type)}`);
    expect(new Set(types).size).toBe(32);
  });

  it.each(samples)('$name is accepted', ({ document }) => {
    expect(published(document)).toBe(true);
    expect(faultOfV4(document)).toBeNull();
    expect(readXarfDocument(Buffer.from(JSON.stringify(document)))).toMatchObject({
      outcome: 'report',
      report: { category: `${String(document.category)}/${String(document.type)}` },
    });
  });

  it.each(samples)('$name damaged: the same verdict', ({ document }) => {
    const property = fc.property(mutations, (list) => {
      const damaged = mutate(document, list);
      expect({ accepted: faultOfV4(damaged) === null, damaged }).toEqual({
        accepted: published(damaged),
        damaged,
      });
    });
    fc.assert(property, { numRuns: 80 });
  });
});
