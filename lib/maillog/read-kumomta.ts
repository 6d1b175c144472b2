// The reader of KumoMTA's log: one JSON object a line.
// Promise: never throws. Source: KumoMTA reference, "Log record": type, id, sender, recipient, timestamp, peer_address,
// response, meta. Who authenticated stands in `meta.authn_id`.

import type { LineReader, TransactionJoiner } from './joiner';
import { parseObject } from './read-journald';

export class KumomtaReader implements LineReader {
  readonly #host: string;

  constructor(host: string) {
    this.#host = host;
  }

  read(bytes: Buffer, start: number, end: number, joiner: TransactionJoiner): boolean {
    const record = parseObject(bytes.toString('utf8', start, end));
    const id = record === null ? '' : text(record['id']);
    const at = record === null ? NaN : momentOf(record);
    if (record === null || id === '' || Number.isNaN(at)) return false;
    joiner.seen(at);
    const key = Buffer.from(id, 'latin1');
    const type = text(record['type']);
    if (!TYPES.has(type)) return true;
    const host = this.#host;
    const mail =
      type === 'Reception'
        ? joiner.beginning(key, 0, key.length, host, at)
        : joiner.transaction(key, 0, key.length, host, at);
    joiner.addLine(mail, start, end);
    const address = record['recipient'];
    const recipients = Array.isArray(address) ? address.map(text) : [text(address)];
    if (type === 'Reception') {
      const login = text(object(record['meta'])['authn_id']);
      const peer = text(object(record['peer_address'])['addr']);
      mail.saslUser = login === '' ? null : login.toLowerCase();
      mail.origin = mail.saslUser === null ? 'inbound' : 'submission';
      mail.clientIp = /^[0-9a-fA-F.:]{2,45}$/.test(peer) ? peer : null;
      mail.envelopeFrom = text(record['sender']).toLowerCase();
      mail.messageId ??= messageId(record);
      mail.sizeBytes = typeof record['size'] === 'number' ? Math.min(record['size'], 2_147_483_647) : null;
      mail.recipients = recipients.length;
    } else if (type === 'Delivery') {
      mail.delivered += 1;
      mail.isRemoved = true;
      const target = recipients[0] ?? '';
      mail.addDomain(target.slice(target.lastIndexOf('@') + 1).toLowerCase());
    } else if (type === 'TransientFailure') mail.deferred += 1;
    else {
      mail.bounced += 1;
      mail.isExpired = type === 'Expiration';
      mail.isRemoved = true;
    }
    return true;
  }
}

const TYPES = new Set(['Reception', 'Delivery', 'Bounce', 'AdminBounce', 'Expiration', 'TransientFailure']);

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** `event_time` or `timestamp`: seconds since 1970, or ISO 8601. */
function momentOf(record: Record<string, unknown>): number {
  const value = record['event_time'] ?? record['timestamp'];
  if (typeof value === 'number') return Math.floor(value * 1_000);
  return typeof value === 'string' ? Date.parse(value) : NaN;
}

/** Logged where the operator lists `Message-ID` among the headers. */
function messageId(record: Record<string, unknown>): string | null {
  const headers = object(record['headers']);
  const value = text(headers['Message-ID'] ?? headers['Message-Id'] ?? headers['message-id']).trim();
  const inner = value.startsWith('<') && value.endsWith('>') ? value.slice(1, -1) : value;
  return inner === '' ? null : inner;
}
