// The words of a task: something a person has to do outside a case.

/** Who sees a task: the whole team, admins, or who handles reports about sexual abuse of children. */
export type TaskAudience = 'all' | 'admin' | 'restricted';

export const taskKinds = [
  'loop-verification',
  'loop-administration',
  'loop-silent',
  'loop-renewal',
  'loop-duty',
  'loop-health',
  'loop-self-check',
  'loop-contacts',
  'report-flood',
  'restricted-report',
  'call-customer',
  'no-answer',
  'reminder-due',
  'notice-failed',
  'mail-failed',
  'mail-ambiguous',
  'pass-on-suspended',
  'canary-failed',
  'playbook-notice',
  'automatic-measure',
  'automatic-proposal',
  'block-listing',
  'block-list-fault',
  'own-loop-suspended',
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** What is done at its own place ends the task there, and nowhere else. */
export function endsElsewhere(kind: TaskKind): boolean {
  return kind === 'loop-duty' || kind === 'loop-contacts';
}

/** A task to raise. While one with the same `key` is open, this one renews it instead of standing beside it. */
export interface NewTask {
  kind: TaskKind;
  key: string;
  audience: TaskAudience;
  /** Plain data for the screen. */
  detail: Record<string, unknown>;
  feedbackLoopId: number | null;
  rawMessageId: number | null;
}
