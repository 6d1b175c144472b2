// What the screens show of an account's queue: the snapshot by kind of subject, and what people have done with it. Nothing
// here asks a mail server.

import { sql } from '@/lib/db/sql';
import type { QueueOrderState } from './queue-rows';
import type { QueueAction, QueuePlace } from './queue-types';

/** Mails of one kind of subject in one place. */
export interface QueueCluster {
  connectorId: number;
  /** '' while their headers are not read yet. */
  cluster: string;
  place: QueuePlace;
  /** Why others' hands are on it: held before us, or left to others. */
  handsOff: 'before' | 'left' | null;
  subject: string | null;
  mails: number;
  /** Of these, how many belong to an open order. */
  ordered: number;
  recipients: number;
  senders: string[];
  senderCount: number;
  firstAt: Date;
  lastAt: Date;
  /** The newest one's. */
  header: string | null;
  sampleRecipients: string[];
}

export interface QueueOrderView {
  id: number;
  action: QueueAction;
  state: QueueOrderState;
  reason: string | null;
  subjects: { subject: string | null; mails: number }[];
  mails: number;
  wantedById: number;
  wantedBy: string;
  wantedAt: Date;
  approvedBy: string | null;
  dueAt: Date | null;
  hasBegun: boolean;
  done: number;
  missing: number;
  kept: number;
  lastFault: { code: string } | null;
  endedAt: Date | null;
}

export interface QueueLookView {
  connectorId: number;
  name: string;
  at: Date | null;
  fault: { code: string } | null;
  faultAt: Date | null;
}

export interface QueueView {
  /** Connectors with a queue that may act, looked at or not. */
  looks: QueueLookView[];
  clusters: QueueCluster[];
  orders: QueueOrderView[];
  /** The newest row of the snapshot: what a decision on this page is about. */
  upTo: number;
  /** A hold is in force, or wanted to end. */
  isHeld: boolean;
}

/** Kinds of connectors that can list a queue. */
const queueKinds = ['postfix-queue'];

/** Ids of the active connectors that have a queue. */
export async function listQueueConnectors(): Promise<number[]> {
  const rows = await sql()<{ id: number }[]>`
    SELECT id FROM connector WHERE active AND kind = ANY(${queueKinds}) ORDER BY id`;
  return rows.map(({ id }) => id);
}

/** All of it for a case's page. */
export async function readQueue(caseId: number, accountId: number): Promise<QueueView> {
  const [looks, clusters, orders, [rest]] = await Promise.all([
    sql()<QueueLookView[]>`
      SELECT c.id AS "connectorId", c.name, l.at, l.fault, l.fault_at AS "faultAt"
      FROM connector c LEFT JOIN queue_look l ON l.connector_id = c.id AND l.account_id = ${accountId}
      WHERE c.kind = ANY(${queueKinds}) AND (c.active OR l.at IS NOT NULL) ORDER BY c.id`,
    listClusters(accountId),
    listOrders(caseId),
    sql()<{ upTo: number; isHeld: boolean }[]>`
      SELECT coalesce((SELECT max(id) FROM queued_mail WHERE account_id = ${accountId}), 0)::float8 AS "upTo",
        EXISTS (SELECT FROM measure m JOIN connector c ON c.id = m.connector_id WHERE m.account_id = ${accountId}
          AND m.kind = 'hold-queue' AND m.ended_at IS NULL AND c.kind = ANY(${queueKinds})) AS "isHeld"`,
  ]);
  return { looks, clusters, orders, upTo: rest?.upTo ?? 0, isHeld: rest?.isHeld ?? false };
}

/** The largest, those on hold first. */
async function listClusters(accountId: number): Promise<QueueCluster[]> {
  return sql()<QueueCluster[]>`
    SELECT connector_id AS "connectorId", coalesce(cluster, '') AS cluster, place, hands_off AS "handsOff",
      (array_agg(subject ORDER BY id DESC))[1] AS subject, count(*)::int AS mails,
      count(order_id)::int AS ordered, sum(recipient_count)::int AS recipients,
      (array_agg(DISTINCT sender))[1:3] AS senders, count(DISTINCT sender)::int AS "senderCount",
      min(arrived_at) AS "firstAt", max(arrived_at) AS "lastAt",
      (array_agg(header ORDER BY id DESC))[1] AS header,
      coalesce((array_agg(to_jsonb(recipients) ORDER BY id DESC))[1], '[]') AS "sampleRecipients"
    FROM queued_mail WHERE account_id = ${accountId}
    GROUP BY connector_id, coalesce(cluster, ''), place, hands_off
    ORDER BY place, hands_off NULLS FIRST, count(*) DESC, 2 LIMIT 100`;
}

async function listOrders(caseId: number): Promise<QueueOrderView[]> {
  return sql()<QueueOrderView[]>`
    SELECT o.id, o.action, o.state, o.reason, o.subjects, o.mails, o.wanted_by_id AS "wantedById", w.name AS "wantedBy",
      o.wanted_at AS "wantedAt", p.name AS "approvedBy", o.due_at AS "dueAt", o.attempts > 0 AS "hasBegun", o.done,
      o.missing, o.kept, o.last_fault AS "lastFault", o.ended_at AS "endedAt"
    FROM queue_order o JOIN app_user w ON w.id = o.wanted_by_id LEFT JOIN app_user p ON p.id = o.approved_by_id
    WHERE o.case_id = ${caseId} ORDER BY o.ended_at DESC NULLS FIRST, o.id DESC LIMIT 50`;
}
