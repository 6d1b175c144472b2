// Versions before 4 against their published schemas: the same verdict on every sample and on damaged copies of them.
//
// Deliberate differences (damaged copies that hit one of them are not compared):
// - other spellings of class and type are taken (Login-Attack, DDoS, spam), because the field sends them;
// - Version "3.0" and "3.0.0" are read as 3; a document without a version may name types newer than alpha, which the
//   field sends too;
// - the development version is read as 3, with the types of both;
// - the shape of the illustrations that came with XARF 4 (Source, Attachment) is taken though no schema describes it.

import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';

import { mutate, mutations } from './testing/mutations';
import {
  isPublishedPresent,
  publishedCore,
  publishedLegacy,
  publishedSamples,
  publishedV3,
} from './testing/published';
import { readXarfDocument } from './read-xarf';
import { faultOfV3 } from './v3/check';
import { convertV3 } from './v3/convert';
import { reportTypes } from './v3/report-types';
import { respell } from './v3/spelling';
import { asRecord } from './values';

const notice = isPublishedPresent ? '' : ' (../shared/samples/xarf is absent)';
const VERSIONS = ['alpha', '1', '2', '3', 'development'];

const schemas = new Map(isPublishedPresent ? VERSIONS.map((version) => [version, publishedV3(version)]) : []);
const legacy = isPublishedPresent ? publishedLegacy() : () => false;

/** The verdict of the schema published for the version that a document names; null where we differ on purpose. */
function publishedVerdict(document: Record<string, unknown>): boolean | null {
  const { Version: version, Report: report } = document;
  if (!isDeepStrictEqual(respell(document), document) && !legacy(document)) return null;
  const accepts = schemas.get(version === undefined ? 'alpha' : String(version));
  if (accepts === undefined || (typeof version !== 'string' && version !== undefined))
    return legacy(document);
  const name = String(asRecord(report)?.ReportType);
  const isNew = reportTypes.get(name)?.isLate === true || name === 'OpenService';
  if (version === undefined && isNew) return null;
  if (version === 'development' ? name === 'ChildAbuse' : name === 'ChildSexualAbuseMaterial') return null;
  return accepts(document) || legacy(document);
}

describe.runIf(isPublishedPresent).each(VERSIONS)(`XARF version %s as published${notice}`, (version) => {
  const positive = publishedSamples(`v3/samples/positive/${version}`);
  const negative = publishedSamples(`v3/samples/negative/${version}`);
  const published = (document: unknown) => schemas.get(version)?.(document) ?? false;

  it.each(positive)('$name is accepted', ({ document }) => {
    expect(published(document)).toBe(true);
    expect(faultOfV3(document)).toBeNull();
  });

  it.each(negative)('$name is refused with the place of its fault', ({ document }) => {
    expect(published(document)).toBe(false);
    expect(faultOfV3(document)).toMatch(/^xarf:[a-z0-9_.-]+:(missing|invalid|unexpected|unknown)$/);
  });

  it.each(positive)('$name damaged: the same verdict', ({ document }) => {
    const property = fc.property(mutations, (list) => {
      const damaged = mutate(document, list);
      const verdict = publishedVerdict(damaged);
      fc.pre(verdict !== null);
      expect({ accepted: faultOfV3(damaged) === null, damaged }).toEqual({ accepted: verdict, damaged });
    });
    fc.assert(property, { numRuns: 40 });
  });
});

describe.runIf(isPublishedPresent)(`the shape that the illustrations of version 3 have${notice}`, () => {
  it.each(publishedSamples('v4-spec/samples/v3'))('$name is accepted', ({ document }) => {
    expect(faultOfV3(document)).toBeNull();
  });
});

describe.runIf(isPublishedPresent)(`reports of older versions in the shape of version 4${notice}`, () => {
  const core = isPublishedPresent ? publishedCore() : () => false;
  const folders = [...VERSIONS.map((version) => `v3/samples/positive/${version}`), 'v4-spec/samples/v3'];
  // Three samples name a reporter without an address; version 4 cannot be said of them.
  const samples = folders.flatMap(publishedSamples).filter(({ name }) => !name.startsWith('reporter_info'));

  it.each(samples)('$name holds what every report of version 4 must', ({ document }) => {
    const { document: converted } = convertV3(document);
    expect(core(converted) ? null : [core, converted]).toBeNull();
  });

  it.each(samples)('$name is read as a report', ({ document }) => {
    const reading = readXarfDocument(Buffer.from(JSON.stringify(document)));
    expect(reading.outcome).toBe('report');
  });
});
