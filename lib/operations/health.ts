// Is the installation in order? Each check with its finding; one that fails makes the whole fail. Pure.

import type { Operations } from './types';

type CheckName = 'database' | 'workers' | 'mailboxes' | 'intake' | 'outbox';

export interface Check {
  name: CheckName;
  isOk: boolean;
  /** For the operator, in English like the log: names of workers and mailboxes, ages; never contents. */
  finding: string;
}

/** Without one of these, complaints are not read or decisions not carried out. */
export const neededWorkers = [
  'carry-out-measures',
  'poll-mailbox',
  'process-messages',
  'run-jobs',
  'send-notices',
  'send-outgoing',
];
/** They beat every 15 seconds; six missed beats are no pause of a busy machine. */
const BEAT_MS = 90_000;
/** Mailboxes are polled each minute by default; slower ones have three of their rounds. */
const POLL_MS = 5 * 60_000;
/** Mail is read within seconds. What waits longer is stuck, or a flood that somebody should know of. */
const WAITING_MS = 15 * 60_000;
const DUE_MS = 15 * 60_000;

/** All checks of one look. The database answered, or there would be nothing to look at. */
export function checkHealth(operations: Operations, now: Date): Check[] {
  return [
    { name: 'database', isOk: true, finding: 'answers' },
    checkWorkers(operations, now),
    checkMailboxes(operations, now),
    ageCheck('intake', 'the oldest mail waits', operations.oldestWaitingAt, WAITING_MS, now),
    checkOutbox(operations, now),
  ];
}

/** What is said where the database does not answer. */
export const databaseDown: Check[] = [{ name: 'database', isOk: false, finding: 'does not answer' }];

const ageOf = (at: Date | null, now: Date): number => (at === null ? 0 : now.getTime() - at.getTime());
const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;

function checkWorkers({ workers }: Operations, now: Date): Check {
  const late = workers.filter(({ at }) => ageOf(at, now) > BEAT_MS);
  const missing = neededWorkers.filter((name) => !workers.some(({ worker }) => worker === name));
  const findings = [
    ...late.map(({ worker, at }) => `${worker}: last heard of ${seconds(ageOf(at, now))} ago`),
    ...missing.map((name) => `${name}: does not run`),
  ];
  return {
    name: 'workers',
    isOk: findings.length === 0,
    finding: findings.length === 0 ? `${workers.length} run` : findings.join('; '),
  };
}

function checkMailboxes({ mailboxes }: Operations, now: Date): Check {
  const late = mailboxes.filter(
    ({ provedAt, pollSeconds }) =>
      provedAt === null || ageOf(provedAt, now) > Math.max(POLL_MS, 3_000 * pollSeconds),
  );
  const findings = late.map(({ name, provedAt }) =>
    provedAt === null
      ? `${name}: never polled completely`
      : `${name}: last complete poll ${seconds(ageOf(provedAt, now))} ago`,
  );
  return {
    name: 'mailboxes',
    isOk: findings.length === 0,
    finding: findings.length === 0 ? `${mailboxes.length} polled` : findings.join('; '),
  };
}

function checkOutbox({ oldestDue }: Operations, now: Date): Check {
  const oldest = oldestDue.reduce<Date | null>(
    (first, { at }) => (at !== null && (first === null || at < first) ? at : first),
    null,
  );
  return ageCheck('outbox', 'the oldest mail is due since', oldest, DUE_MS, now);
}

function ageCheck(name: CheckName, text: string, at: Date | null, limit: number, now: Date): Check {
  const age = ageOf(at, now);
  return { name, isOk: age <= limit, finding: age <= 0 ? 'nothing waits' : `${text} ${seconds(age)}` };
}
