// Moves what is committed, beside the fetching, in sets large enough that the server's cost per command does not show.
// A move that fails costs nothing: the mail stays where it is, known and stored, and the next pass tries again.

import { sql } from '@/lib/db/sql';
import { markMoved } from '@/lib/intake/delivery-store';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import type { FolderKey, Reach } from '@/lib/intake/types';
import { MailboxError, type MailSource, type MoveTarget } from '@/lib/mailbox/types';

export class StoredMailMover {
  /** How many mails the server said it moved. */
  moved = 0;
  /** The first refusal, as `code: text`; after it nothing more is tried. */
  problem: string | null = null;
  private waiting: Record<MoveTarget, string[]> = { processed: [], quarantine: [] };
  private work: Promise<void> = Promise.resolve();
  private failure: unknown = null;

  constructor(
    private readonly source: MailSource,
    private readonly folder: FolderKey,
    private readonly reach: Reach,
  ) {}

  /** Takes mails whose bytes are committed. Moves in the background as soon as a set is full. */
  add(uids: readonly string[], target: MoveTarget): void {
    this.waiting[target].push(...uids);
    while (this.waiting[target].length >= INTAKE_LIMITS.moveMails) this.start(target);
  }

  /** Moves the rest and waits for everything. Throws the database's error where the record failed. */
  async finish(): Promise<void> {
    for (const target of ['processed', 'quarantine'] as const) {
      while (this.waiting[target].length > 0) this.start(target);
    }
    await this.work;
    if (this.failure !== null) throw this.failure;
  }

  private start(target: MoveTarget): void {
    const uids = this.waiting[target].splice(0, INTAKE_LIMITS.moveMails);
    this.work = this.work.then(() => this.moveSet(uids, target));
  }

  private async moveSet(uids: string[], target: MoveTarget): Promise<void> {
    if (this.problem !== null || this.failure !== null) return;
    try {
      this.reach('before-move');
      const moved = await this.source.move(uids, target);
      this.reach('after-move');
      this.moved += moved.length;
      this.reach('before-mark-moved');
      await markMoved(sql(), this.folder, moved);
    } catch (error) {
      if (error instanceof MailboxError) this.problem = error.message;
      else this.failure = error;
    }
  }
}
