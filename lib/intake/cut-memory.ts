// Remembers at which mails a server ended the connection, longer than the connection lives. Such a mail is fetched last
// and alone, so that it holds up no other; after three times it is left where it is for a while, and named. Pure.

/** Times that count: the first may be any network's, the second chance, the third says that it is this mail. */
const CUTS = 3;

/** How long a mail is left alone then: a server that was repaired gives it within the hour. */
const PAUSE_MS = 10 * 60_000;

/** One memory for each mailbox. Mails are named by UIDVALIDITY and UID. */
export class CutMemory {
  private readonly cuts = new Map<string, { count: number; last: Date }>();

  /** The connection ended when this mail was to come. */
  note(uidValidity: number, uid: string, now: Date): void {
    const count = (this.cuts.get(keyOf(uidValidity, uid))?.count ?? 0) + 1;
    this.cuts.set(keyOf(uidValidity, uid), { count, last: now });
  }

  /** It came after all. */
  forget(uidValidity: number, uid: string): void {
    this.cuts.delete(keyOf(uidValidity, uid));
  }

  /** Which of `uids` to fetch as ever, which alone after them, and which to leave for now. */
  sort(
    uidValidity: number,
    uids: readonly string[],
    now: Date,
  ): { ordinary: string[]; suspects: string[]; left: string[] } {
    const sorted = { ordinary: [] as string[], suspects: [] as string[], left: [] as string[] };
    for (const uid of uids) {
      const cut = this.cuts.get(keyOf(uidValidity, uid));
      if (cut === undefined) sorted.ordinary.push(uid);
      else if (cut.count >= CUTS && now.getTime() - cut.last.getTime() < PAUSE_MS) sorted.left.push(uid);
      else sorted.suspects.push(uid);
    }
    return sorted;
  }
}

function keyOf(uidValidity: number, uid: string): string {
  return `${uidValidity}:${uid}`;
}

/** The mail that was due when the connection ended: servers send in the order of the UIDs (RFC 3501 §7.4.2 allows any). */
export function dueAfter(missing: Iterable<string>, lastUid: string | null): string | null {
  const inOrder = [...missing].sort((a, b) => Number(a) - Number(b));
  return inOrder.find((uid) => lastUid === null || Number(uid) > Number(lastUid)) ?? inOrder[0] ?? null;
}
