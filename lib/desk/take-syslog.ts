// Use case: what the syslog listener takes becomes transactions, written every second. A batch that the database does not
// take is kept and tried again; meanwhile the listener is told to wait.
// Promise: bounded memory. Syslog has no acknowledgement: what was taken in the second before a crash is gone. When nobody
// listened, or datagrams were lost, is known afterwards as a hole.

import { hostname } from 'node:os';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import {
  addLines,
  beginSyslogRun,
  noteRead,
  restSyslogSource,
  takeSyslogSource,
} from '@/lib/log-sources/store';
import { createReader } from '@/lib/maillog/create-reader';
import { TransactionJoiner, type JoinedBatch } from '@/lib/maillog/joiner';
import { ensurePartitions, writeBatch } from '@/lib/maillog/store';

/** What may wait for the database. */
const MOST_BYTES = 32 * 1024 * 1024;
const AHEAD_MS = 86_400_000;
/** How often it is noted that somebody listens: what tells a quiet night from a listener that was down. */
const NOTE_MS = 15_000;
const LF = 0x0a;
const SPACE = 0x20;

export class SyslogIntake {
  readonly #sourceId: number;
  readonly #joiner: TransactionJoiner;
  #runAt: number;
  #bytes = 0;
  #failed: JoinedBatch | null = null;
  #notedAt = 0;

  private constructor({ id, runAt }: { id: number; runAt: number }) {
    this.#sourceId = id;
    this.#runAt = runAt;
    const shape = {
      format: 'postfix' as const,
      host: null,
      timeZone: env().DEFAULT_TIME_ZONE,
      syslogName: 'postfix',
    };
    const context = { beginning: Buffer.alloc(0), reference: Date.now, ownHost: hostname().toLowerCase() };
    this.#joiner = new TransactionJoiner(createReader(shape, context));
  }

  /** Makes the source's row where there is none. */
  static async open(now = Date.now()): Promise<SyslogIntake> {
    const { DEFAULT_TIME_ZONE: timeZone, MAIL_LOG_QUIET_MINUTES } = env();
    const quietMs = MAIL_LOG_QUIET_MINUTES * 60_000;
    return new SyslogIntake(await takeSyslogSource(sql(), { timeZone, now, quietMs }));
  }

  /** Nobody is to listen: notes it where somebody did. */
  static async rest(): Promise<void> {
    await restSyslogSource(sql());
  }

  /** Takes one message. False where it is enough until something is written. */
  take(message: Buffer): boolean {
    const line = Buffer.allocUnsafe(message.length + 1);
    // A message of several lines is one line of the log.
    for (let i = 0; i < message.length; i += 1) line[i] = message[i] === LF ? SPACE : (message[i] as number);
    line[message.length] = LF;
    this.#joiner.feed(line);
    this.#bytes += line.length;
    return this.#bytes < MOST_BYTES;
  }

  /** Writes what was taken. Throws what the database says; the batch is kept for the next call. */
  async write(now = Date.now()): Promise<{ lines: number }> {
    const batch = this.#failed ?? this.#joiner.take();
    if (this.#failed === null) this.#bytes = 0;
    if (batch.lines === 0) {
      await this.#noteListening(now);
      return { lines: 0 };
    }
    this.#failed = batch;
    const kept = { from: now - env().MAIL_LOG_DAYS * 86_400_000, to: now + AHEAD_MS };
    await ensurePartitions(sql(), batch, kept);
    await sql().begin(async (tx) => {
      await addLines(tx, this.#sourceId, batch);
      await writeBatch(tx, batch, kept, { sourceId: this.#sourceId, runAt: this.#runAt });
    });
    this.#failed = null;
    this.#notedAt = now;
    return { lines: batch.lines };
  }

  /** Something that was sent is lost: what comes now does not connect with what came before. */
  async lost(now = Date.now()): Promise<void> {
    await beginSyslogRun(sql(), this.#sourceId, now);
    this.#runAt = now;
  }

  async #noteListening(now: number): Promise<void> {
    if (now - this.#notedAt < NOTE_MS) return;
    await noteRead(sql(), this.#sourceId);
    this.#notedAt = now;
  }
}
