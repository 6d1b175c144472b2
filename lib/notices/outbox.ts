// The states of a notice on its way out. What an attempt comes to, for all mail alike: lib/smtp/settle-attempt.ts.

export const noticeStates = [
  'waiting',
  'due',
  'sending',
  'accepted',
  'failed',
  'ambiguous',
  'bounced',
  'withdrawn',
  /** The sample provider sends nothing. */
  'kept',
] as const;
export type NoticeState = (typeof noticeStates)[number];

/** Until a notice leaves it can be taken back. */
export const withdrawSeconds = 10;

/** What an attempt leads to; `kept`: nothing leaves the sample provider. */
export interface NoticeSettlement {
  state: NoticeState;
  dueInSeconds: number | null;
}
