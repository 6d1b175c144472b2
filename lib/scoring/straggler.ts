// Which complaints the last release has dealt with already. Pure. The reported mail was sent before the lock that was
// proved, so the complaint says nothing of what the account does since; it attaches with weight 0.

export interface AccountRelease {
  /** When the lock was confirmed; the release itself where none was. */
  clearedBefore: Date;
  releasedAt: Date;
}

/** Of mail whose date nobody knows, the complaint must have come before the release. */
export function isStraggler(
  complaint: { mailDate: Date | null; receivedAt: Date },
  release: AccountRelease | undefined,
): boolean {
  if (release === undefined) return false;
  const { mailDate, receivedAt } = complaint;
  return mailDate === null ? receivedAt < release.releasedAt : mailDate < release.clearedBefore;
}
