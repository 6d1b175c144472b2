// The published schemas and samples, where they lie beside the project: for comparison only, nothing of them is part of
// it. Where they are absent, the tests that need them say so and count nothing as passed.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const folder = path.resolve(import.meta.dirname, '../../../../../shared/samples/xarf');

export const isPublishedPresent = existsSync(folder);
if (!isPublishedPresent) {
  console.warn(
    'conformance: ../shared/samples/xarf is absent, nothing is compared with the published schemas',
  );
}

export interface Sample {
  name: string;
  document: Record<string, unknown>;
}

export function publishedSamples(below: string): Sample[] {
  const place = path.join(folder, below);
  if (!isPublishedPresent) return [];
  return readdirSync(place)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, document: readJson(path.join(place, name)) }));
}

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

function validator(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  addFormats.default(ajv);
  return ajv;
}

/** The master schema of version 4 with everything it refers to. */
export function publishedV4(): ValidateFunction {
  const ajv = validator();
  const base = path.join(folder, 'v4-spec/schemas/v4');
  for (const name of readdirSync(path.join(base, 'types')).filter((file) => file.endsWith('.json'))) {
    ajv.addSchema(readJson(path.join(base, 'types', name)));
  }
  ajv.addSchema(readJson(path.join(base, 'xarf-core.json')));
  return ajv.compile(readJson(path.join(base, 'xarf-v4-master.json')));
}

/** The schemas of one version before 4: `alpha`, `1`, `2`, `3`, `development`. */
export function publishedV3(version: string): ValidateFunction {
  const ajv = validator();
  const base = path.join(folder, 'v3/schemas', version);
  for (const name of readdirSync(base).filter((file) => file !== 'xarf.schema.json')) {
    ajv.addSchema(readJson(path.join(base, name)), name);
  }
  return ajv.compile(readJson(path.join(base, 'xarf.schema.json')));
}

/** The schema for version 3 that the makers of version 4 published. */
export function publishedLegacy(): ValidateFunction {
  return validator().compile(readJson(path.join(folder, 'v4-spec/schemas/v3/xarf-v3-legacy.json')));
}

/** What every report of version 4 must say, whatever its type. */
export function publishedCore(): ValidateFunction {
  return validator().compile(readJson(path.join(folder, 'v4-spec/schemas/v4/xarf-core.json')));
}
