// Samples of version 3 as evidence of version 4.
// Promise: every payload is base64 afterwards, as version 4 demands; a sample that only names a file stays a file.
// Source: XARF 3, Sample and File; XARF 4.2.0, evidence items.

import { asList, asRecord, asText } from '../values';

export interface ConvertedSamples {
  evidence: Record<string, unknown>[];
  files: Record<string, unknown>[];
}

/** Converts the lists in which a report keeps its samples. */
export function convertSamples(lists: readonly unknown[]): ConvertedSamples {
  const evidence: Record<string, unknown>[] = [];
  const files: Record<string, unknown>[] = [];
  for (const item of lists.flatMap(asList)) {
    const sample = asRecord(item);
    if (sample === null) continue;
    if ('Payload' in sample || 'Data' in sample) evidence.push(toEvidence(sample));
    else files.push(toFile(sample));
  }
  return { evidence, files };
}

function toEvidence(sample: Record<string, unknown>): Record<string, unknown> {
  const description = asText(sample.Description);
  const name = asText(sample.FileName);
  const content = typeof sample.Data === 'string' ? sample.Data : asText(sample.Payload);
  const isEncoded = sample.Base64Encoded === true || typeof sample.Data === 'string';
  const payload = content ?? '';
  return {
    content_type: sample.ContentType,
    ...(description === null && name === null ? {} : { description: description ?? name }),
    payload: isEncoded ? payload : Buffer.from(payload).toString('base64'),
  };
}

function toFile(sample: Record<string, unknown>): Record<string, unknown> {
  const { FileName, FileSize, FileHash } = sample;
  const hash = asRecord(FileHash);
  return {
    name: FileName,
    ...(FileSize === undefined ? {} : { size: FileSize }),
    ...(hash === null ? {} : { hash: `${String(hash.HashAlgorithm)}:${String(hash.HashValue)}` }),
    ...(typeof FileHash === 'string' ? { hash: FileHash } : {}),
  };
}
