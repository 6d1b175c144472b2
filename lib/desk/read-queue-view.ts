// What a case's page shows of the queue: the snapshot, the counts before and after the hold, and which kinds of mail
// complaints came about.

import { listCaseSubjects } from '@/lib/cases/detail-queries';
import { listMeasures } from '@/lib/containment/queries';
import { readQueue, type QueueCluster, type QueueView } from '@/lib/containment/queue-queries';
import { subjectCluster } from './queue-header';

/** Subjects of complaints that are compared; the frequent ones. */
const COMPARED_SUBJECTS = 200;

export interface ShownCluster extends QueueCluster {
  /** Complaints of this case about mail of this kind of subject. */
  complaints: number;
}

export interface QueueViewOfCase extends Omit<QueueView, 'clusters'> {
  clusters: ShownCluster[];
  /** Of the hold in force; null where there is none, or it counted nothing. */
  counts: { waiting: number; held: number; waitingNow: number; heldNow: number } | null;
}

/** Reads alone. */
export async function readQueueView(caseId: number, accountId: number): Promise<QueueViewOfCase> {
  const [view, subjects, measures] = await Promise.all([
    readQueue(caseId, accountId),
    listCaseSubjects(caseId, COMPARED_SUBJECTS),
    listMeasures(caseId, accountId),
  ]);
  const complaints = new Map<string, number>();
  for (const { subject, complaints: count } of subjects) {
    const cluster = subjectCluster(subject.trim());
    complaints.set(cluster, (complaints.get(cluster) ?? 0) + count);
  }
  const clusters = view.clusters.map((one) => ({ ...one, complaints: complaints.get(one.cluster) ?? 0 }));
  const hold = measures.find(
    (one) => one.kind === 'hold-queue' && one.wanted === 'on' && one.endedAt === null,
  );
  return { ...view, clusters, counts: countsOf(hold?.steps ?? []) };
}

interface Step {
  step: string;
  ok: boolean;
  detail: Record<string, unknown>;
}

function countsOf(steps: readonly Step[]): QueueViewOfCase['counts'] {
  const seen = steps.find(({ step, ok }) => step === 'read-back' && ok)?.detail['seen'];
  if (typeof seen !== 'object' || seen === null) return null;
  const {
    waitingBefore: waiting,
    heldBefore: held,
    waiting: waitingNow,
    held: heldNow,
  } = seen as Record<string, unknown>;
  if (typeof waiting !== 'number' || typeof held !== 'number') return null;
  if (typeof waitingNow !== 'number' || typeof heldNow !== 'number') return null;
  return { waiting, held, waitingNow, heldNow };
}
