// Documents of one host and queue id joined to the mail that they speak of. Pure.
// A queue id is used again: documents that lie further apart than a mail lives are two mails.

import type { Fate, MailTransaction, Origin } from '@/lib/maillog/types';
import type { ClusterDocument } from './document';
import { keptLineChars, keptLines, lifeMs } from './limits';

/** The mails of these documents, in the order of their first line. Documents may come in any order, and twice. */
export function joinDocuments(documents: readonly ClusterDocument[]): MailTransaction[] {
  const byKey = new Map<string, ClusterDocument[]>();
  for (const document of documents) {
    const key = `${document.host} ${document.queueId}`;
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [document]);
    else same.push(document);
  }
  return [...byKey.values()]
    .flatMap(lives)
    .map(toTransaction)
    .sort((a, b) => a.firstAt - b.firstAt);
}

function lives(documents: ClusterDocument[]): ClusterDocument[][] {
  const sorted = [...documents].sort((a, b) => a.at - b.at);
  const found: ClusterDocument[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const document of sorted) {
    if (document.at - last > lifeMs) found.push([]);
    found.at(-1)?.push(document);
    last = document.at;
  }
  return found;
}

function toTransaction(documents: ClusterDocument[]): MailTransaction {
  const first = documents[0] as ClusterDocument;
  const last = documents.at(-1) as ClusterDocument;
  const say = <K extends keyof ClusterDocument>(key: K): ClusterDocument[K] | null =>
    documents.find((one) => one[key] !== null)?.[key] ?? null;
  const originQueueId = say('originQueueId');
  const facts = {
    saslUser: say('saslUser'),
    uid: say('uid'),
    clientIp: say('clientIp'),
    localUser: say('localUser'),
  };
  const origin = originOf(facts, originQueueId);
  const counts = count(documents);
  return {
    host: first.host,
    queueId: first.queueId,
    firstAt: first.at,
    lastAt: last.at,
    origin,
    ...facts,
    clientPort: say('clientPort'),
    clientName: say('clientName'),
    cwd: say('cwd'),
    messageId: say('messageId'),
    envelopeFrom: say('envelopeFrom'),
    sizeBytes: say('sizeBytes'),
    recipients: say('recipients') ?? counts.recipients,
    delivered: counts.delivered,
    deferred: counts.deferred,
    bounced: counts.bounced,
    domains: counts.domains,
    isForward: origin === 'inbound' && documents.some(leavesUs),
    fate: fateOf(documents, counts),
    originHost: originQueueId === null ? null : first.host,
    originQueueId,
    subject: say('subject'),
    lines: linesOf(documents),
  };
}

type Facts = Pick<MailTransaction, 'saslUser' | 'uid' | 'clientIp' | 'localUser'>;

function originOf({ saslUser, uid, clientIp, localUser }: Facts, originQueueId: string | null): Origin {
  if (saslUser !== null) return 'submission';
  if (originQueueId !== null) return 'reinjected';
  if (uid !== null || localUser !== null) return 'local';
  return clientIp === null ? 'unknown' : 'inbound';
}

interface Counts {
  recipients: number;
  delivered: number;
  deferred: number;
  bounced: number;
  domains: Record<string, number>;
}

function count(documents: readonly ClusterDocument[]): Counts {
  const counts: Counts = { recipients: 0, delivered: 0, deferred: 0, bounced: 0, domains: {} };
  const recipients = new Set<string>();
  for (const { fate, recipientList, recipients: taken } of documents) {
    for (const recipient of recipientList) recipients.add(recipient);
    const concerned = Math.max(
      recipientList.length,
      recipientList.length === 0 && fate !== null ? (taken ?? 1) : 0,
    );
    if (fate === 'sent') counts.delivered += concerned;
    else if (fate === 'deferred') counts.deferred += concerned;
    else if (fate !== null) counts.bounced += concerned;
    for (const recipient of recipientList) {
      const domain = recipient.slice(recipient.lastIndexOf('@') + 1);
      counts.domains[domain] = (counts.domains[domain] ?? 0) + (fate === 'sent' ? 1 : 0);
    }
  }
  counts.recipients = recipients.size;
  return counts;
}

function fateOf(documents: readonly ClusterDocument[], { delivered, deferred, bounced }: Counts): Fate {
  if (documents.some((one) => one.fate === 'expired')) return delivered > 0 ? 'mixed' : 'expired';
  if (delivered > 0) return bounced > 0 ? 'mixed' : 'sent';
  if (bounced > 0) return 'bounced';
  return deferred > 0 ? 'deferred' : 'queued';
}

/** Delivered to another server, neither into a mailbox here nor to a filter on this machine. */
function leavesUs({ fate, relay }: ClusterDocument): boolean {
  if (fate !== 'sent' || relay === null || !relay.includes('[')) return false;
  return !/\[(127\.|::1\]|\/|private|unix)/.test(relay);
}

/** As written; where the cluster keeps no lines, what its documents say. */
function linesOf(documents: readonly ClusterDocument[]): string[] {
  const lines: string[] = [];
  let chars = 0;
  for (const document of documents) {
    const line = document.line ?? asLine(document);
    if (lines.length >= keptLines || chars + line.length > keptLineChars) break;
    if (lines.includes(line)) continue;
    lines.push(line);
    chars += line.length;
  }
  return lines;
}

function asLine({ at, host, queueId, ...rest }: ClusterDocument): string {
  const said = Object.entries({ ...rest, recipientList: rest.recipientList.join(',') || null })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${String(value)}`);
  return [new Date(at).toISOString(), host, `${queueId}:`, ...said].join(' ');
}
