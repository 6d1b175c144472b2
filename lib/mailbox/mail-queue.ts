// Fetched mail between the connection that reads it and whoever takes it: what came before an error is given out before
// the error is. Promise: no more waits here than fits the limits; whoever puts waits then.

/** Mails that wait at most: enough that neither side waits for the other at every mail. */
const MOST_MAILS = 64;
/** Bytes that wait at most, beside one mail of any size. */
const MOST_BYTES = 1024 * 1024;

interface Waiting<T> {
  mail: T;
  bytes: number;
}

export class MailQueue<T> {
  private waiting: Waiting<T>[] = [];
  private bytes = 0;
  private isClosed = false;
  private end: { error: unknown } | null = null;
  private onChange: () => void = () => undefined;
  private onRoom: () => void = () => undefined;

  /** Adds a mail; a promise where the next one has to wait. After `close` it does nothing. */
  put(mail: T, bytes: number): Promise<void> | undefined {
    if (this.isClosed) return undefined;
    this.waiting.push({ mail, bytes });
    this.bytes += bytes;
    this.onChange();
    if (this.waiting.length < MOST_MAILS && this.bytes < MOST_BYTES) return undefined;
    return new Promise((resolve) => (this.onRoom = resolve));
  }

  /** Nothing more comes, because of `error` where there is one. */
  finish(error: unknown = null): void {
    this.end ??= { error };
    this.onChange();
  }

  /** Takes what waits, waiting for it; null at the end. Throws the error that ended it, after the last mail. */
  async take(): Promise<T[] | null> {
    while (this.waiting.length === 0) {
      if (this.end !== null && this.end.error !== null) throw this.end.error;
      if (this.end !== null) return null;
      await new Promise<void>((resolve) => (this.onChange = resolve));
    }
    return this.empty();
  }

  /** Nobody takes any more. */
  close(): void {
    this.isClosed = true;
    this.empty();
  }

  private empty(): T[] {
    const mails = this.waiting.map(({ mail }) => mail);
    this.waiting = [];
    this.bytes = 0;
    this.onRoom();
    return mails;
  }
}
