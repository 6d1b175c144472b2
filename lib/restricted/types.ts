// The words of the procedure for mail about sexual abuse of children: who did what with it, and where it stands.
// Nothing here holds anything of such a mail but its number, time, format and size.

export const stepKinds = [
  'taken-over',
  'note',
  'handed-over',
  'destruction-requested',
  'destruction-withdrawn',
  'destroyed',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** One step that somebody took; written once. */
export interface RestrictedStep {
  kind: StepKind;
  at: Date;
  user: { id: number; name: string };
  note: string | null;
}

export type Stage = 'open' | 'taken-over' | 'handed-over' | 'destruction-requested' | 'destroyed';

/** Where the procedure of one mail stands, as its steps say. */
export interface Standing {
  stage: Stage;
  /** Who took it over last. */
  handler: RestrictedStep['user'] | null;
  /** The request to destroy the mail that waits for a second person. */
  request: RestrictedStep | null;
}

/** Why a step is not possible now. */
export type StepRefusal =
  | 'already-yours'
  | 'already-handed-over'
  | 'already-requested'
  | 'not-requested'
  | 'second-person'
  | 'destroyed';
