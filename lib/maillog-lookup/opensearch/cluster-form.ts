// What a person sets of a log cluster: its values in the form, and whether they can work, before anything is connected.
// Pure. Answers field → code.

import { readFieldLines, writeFieldLines } from './field-lines';
import { clusterSettings, type ClusterSettings } from './types';

/** The form's values; `secret` '' keeps the one that is stored. */
export interface ClusterForm extends Omit<ClusterSettings, 'fields'> {
  name: string;
  secret: string;
  /** The mapping as lines. */
  fieldLines: string;
}

/** Problems by field, or the settings. `hasSecret`: one is stored that stays. */
export function checkClusterForm(
  { name, secret, fieldLines, ...rest }: ClusterForm,
  hasSecret: boolean,
): { ok: true; settings: ClusterSettings } | { ok: false; fields: Record<string, string> } {
  const problems: Record<string, string> = {};
  if (name === '') problems['name'] = 'required';
  const isTls = rest.url.startsWith('https://');
  if (!URL.canParse(rest.url) || !/^https?:\/\/[^/@?#]+(?:\/[^?#]*)?$/.test(rest.url))
    problems['url'] = 'not-a-cluster-url';
  else if (!isTls && rest.auth !== 'none' && !isLoopback(new URL(rest.url).hostname))
    problems['url'] = 'needs-tls';
  if (!/^[^\s/\\?"<>|#]{1,300}$/.test(rest.index)) problems['index'] = 'not-an-index';
  if (rest.auth === 'basic' && rest.username === '') problems['username'] = 'required';
  if (rest.auth !== 'none' && secret === '' && !hasSecret) problems['secret'] = 'required';
  if (rest.caPem !== '' && !rest.caPem.includes('-----BEGIN CERTIFICATE-----')) problems['caPem'] = 'not-pem';
  const mapping = readFieldLines(fieldLines);
  if (!mapping.ok) problems['fieldLines'] = mapping.problem;
  if (!mapping.ok || Object.keys(problems).length > 0) return { ok: false, fields: problems };
  const read = clusterSettings.safeParse({ ...rest, fields: mapping.fields });
  return read.success
    ? { ok: true, settings: read.data }
    : { ok: false, fields: { url: 'not-a-cluster-url' } };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Stored settings; null where they are none. */
export function readSettings(stored: unknown): ClusterSettings | null {
  const read = clusterSettings.safeParse(stored);
  return read.success ? read.data : null;
}

/** The form's values of stored settings; the secret is never shown. */
export function clusterFormOf(name: string, { fields, ...rest }: ClusterSettings): ClusterForm {
  return { ...rest, name, secret: '', fieldLines: writeFieldLines(fields) };
}
