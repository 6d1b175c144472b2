// The mapping of a cluster as people write it: a line for each of our words, `queueId = postfix.queue_id`. Pure.

import { clusterFields, neededFields, type ClusterField } from './words';

export type FieldProblem = 'not-a-field-line' | 'unknown-field' | 'field-twice' | 'field-missing';

/** The mapping, or the first problem with what it is about. Empty lines and those that begin with # are left out. */
export function readFieldLines(
  text: string,
):
  | { ok: true; fields: Partial<Record<ClusterField, string>> }
  | { ok: false; problem: FieldProblem; detail: string } {
  const fields: Partial<Record<ClusterField, string>> = {};
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, word = '', path = ''] = /^([A-Za-z]+)\s*=\s*(\S{1,200})$/.exec(line) ?? [];
    if (word === '') return { ok: false, problem: 'not-a-field-line', detail: line.slice(0, 100) };
    const name = clusterFields.find((one) => one === word);
    if (name === undefined) return { ok: false, problem: 'unknown-field', detail: word };
    if (fields[name] !== undefined) return { ok: false, problem: 'field-twice', detail: word };
    fields[name] = path;
  }
  const missing = neededFields.find((name) => fields[name] === undefined);
  return missing === undefined
    ? { ok: true, fields }
    : { ok: false, problem: 'field-missing', detail: missing };
}

/** The mapping as lines, in the order of our words. */
export function writeFieldLines(fields: Partial<Record<ClusterField, string>>): string {
  return clusterFields
    .flatMap((name) => (fields[name] === undefined ? [] : [`${name} = ${fields[name]}`]))
    .join('\n');
}

/** Fields as Filebeat ships them whose pipeline takes Postfix lines apart by grok. */
export const filebeatFields = `time = @timestamp
host = host.name
queueId = postfix.queue_id
messageId = postfix.message_id
saslUser = postfix.sasl_username
clientIp = postfix.client_ip
clientPort = postfix.client_port
clientName = postfix.client_hostname
envelopeFrom = postfix.from
sizeBytes = postfix.size
recipients = postfix.nrcpt
recipient = postfix.to
status = postfix.status
relay = postfix.relay
uid = postfix.uid
originQueueId = postfix.orig_queue_id
line = message`;
