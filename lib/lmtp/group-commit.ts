// Gathers what arrives at the same moment into one call, so that mails in flight share a transaction and its fsync.
// While one call runs the next group gathers. Each caller gets its own answer, and only after its group's call ended.

export interface GroupLimits {
  /** Items and bytes of one call. */
  items: number;
  bytes: number;
  /** How long the first of a group waits for others. */
  gatherMs: number;
  /** Every waiting item is rejected when its call takes longer; the call itself is left to end. */
  timeoutMs: number;
}

interface Waiting<R> {
  bytes: Buffer;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/** The call of a group did not end in time; whether it succeeded is not known. */
export class GroupTimeout extends Error {
  override name = 'GroupTimeout';
}

export class GroupCommit<R> {
  private waiting: Waiting<R>[] = [];
  private isRunning = false;
  private timer: NodeJS.Timeout | undefined;

  /** `commit` answers for each of its buffers, in their order, or rejects for all of them. */
  constructor(
    private readonly commit: (group: Buffer[]) => Promise<R[]>,
    private readonly limits: GroupLimits,
  ) {}

  /** Resolves once the group of `bytes` is committed; rejects with the error of its call, or `GroupTimeout`. */
  add(bytes: Buffer): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ bytes, resolve, reject });
      if (!this.isRunning) this.timer ??= setTimeout(() => void this.run(), this.limits.gatherMs);
    });
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    this.isRunning = true;
    while (this.waiting.length > 0) await this.runGroup(this.takeGroup());
    this.isRunning = false;
  }

  private takeGroup(): Waiting<R>[] {
    let bytes = 0;
    let count = 0;
    for (const item of this.waiting) {
      bytes += item.bytes.length;
      if (count > 0 && (count >= this.limits.items || bytes > this.limits.bytes)) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private async runGroup(group: Waiting<R>[]): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new GroupTimeout('storing took too long')), this.limits.timeoutMs);
    });
    try {
      const results = await Promise.race([this.commit(group.map((item) => item.bytes)), late]);
      group.forEach((item, index) => {
        const result = results[index];
        if (result === undefined) item.reject(new Error('a group has fewer answers than items'));
        else item.resolve(result);
      });
    } catch (error) {
      for (const item of group) item.reject(error);
    } finally {
      clearTimeout(timer);
    }
  }
}
