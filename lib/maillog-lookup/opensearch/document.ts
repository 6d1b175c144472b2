// One document of the cluster as what it says of a mail, by the mapping. Pure.
// A field's name is a path; documents hold it as nested objects or under the dotted name itself, with one value or several.

import type { ClusterSettings } from './types';
import type { ClusterField, FieldMap } from './words';

export interface ClusterDocument {
  /** Milliseconds since 1970. */
  at: number;
  /** Lower case. */
  host: string;
  queueId: string;
  messageId: string | null;
  saslUser: string | null;
  clientIp: string | null;
  clientPort: number | null;
  clientName: string | null;
  envelopeFrom: string | null;
  sizeBytes: number | null;
  /** Recipients taken (nrcpt). */
  recipients: number | null;
  /** Lower case. */
  recipientList: string[];
  fate: 'sent' | 'deferred' | 'bounced' | 'expired' | null;
  relay: string | null;
  uid: number | null;
  localUser: string | null;
  cwd: string | null;
  originQueueId: string | null;
  subject: string | null;
  line: string | null;
}

type Source = Record<string, unknown>;

/** The document, or null for one without time, host or queue id: a line about something else than a mail. */
export function readDocument(
  source: Source,
  { fields }: Pick<ClusterSettings, 'fields'>,
): ClusterDocument | null {
  const text = (field: ClusterField): string | null => firstText(source, fields, field);
  const number = (field: ClusterField): number | null => {
    const value = text(field);
    return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
  };
  const [at, host, queueId] = [readTime(valueAt(source, fields.time)), text('host'), text('queueId')];
  if (at === null || host === null || queueId === null) return null;
  return {
    at,
    host: host.toLowerCase(),
    queueId,
    messageId: unbracketed(text('messageId')),
    saslUser: text('saslUser')?.toLowerCase() ?? null,
    clientIp: text('clientIp'),
    clientPort: number('clientPort'),
    clientName: text('clientName'),
    envelopeFrom: unbracketed(text('envelopeFrom'))?.toLowerCase() ?? null,
    sizeBytes: number('sizeBytes'),
    recipients: number('recipients'),
    recipientList: allTexts(source, fields, 'recipient').map((one) => (unbracketed(one) ?? '').toLowerCase()),
    fate: readFate(text('status')),
    relay: text('relay'),
    uid: number('uid'),
    localUser: text('localUser'),
    cwd: text('cwd'),
    originQueueId: text('originQueueId'),
    subject: text('subject'),
    line: text('line')?.slice(0, 1_000) ?? null,
  };
}

function valueAt(source: Source, path: string): unknown {
  if (Object.hasOwn(source, path)) return source[path];
  let value: unknown = source;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Source)[key];
  }
  return value;
}

function allTexts(source: Source, fields: FieldMap, field: ClusterField): string[] {
  const path = fields[field];
  const value = path === undefined ? undefined : valueAt(source, path);
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((one) =>
    (typeof one === 'string' && one !== '') || typeof one === 'number' ? [String(one)] : [],
  );
}

function firstText(source: Source, fields: FieldMap, field: ClusterField): string | null {
  return allTexts(source, fields, field)[0] ?? null;
}

/** ISO 8601 or milliseconds since 1970, as `date` fields are stored. */
function readTime(value: unknown): number | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  const at = typeof one === 'number' ? one : typeof one === 'string' ? Date.parse(one) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

function unbracketed(text: string | null): string | null {
  return text === null ? null : text.replace(/^<|>$/g, '');
}

/** Postfix's words, and those that others write for the same. */
function readFate(status: string | null): ClusterDocument['fate'] {
  switch (status?.toLowerCase()) {
    case 'sent':
    case 'delivered':
    case 'success':
      return 'sent';
    case 'deferred':
    case 'delayed':
    case 'transientfailure':
      return 'deferred';
    case 'bounced':
    case 'bounce':
    case 'failed':
    case 'undeliverable':
      return 'bounced';
    case 'expired':
      return 'expired';
    default:
      return null;
  }
}
