// An IMAP folder behind the port: one connection reads, a second one moves, so that moving never waits for fetching.
// Promises: fetches by UID only, moves only by MOVE (RFC 6851) or UIDPLUS (RFC 4315), never asks for flags or seen
// marks (BODY.PEEK), and treats what a refused or dead server does not say as an error.

import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchMessageObject } from 'imapflow';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { ImapConnection } from './imap-client';
import { toMailboxError } from './imap-errors';
import { moveUids, setAsideUids } from './imap-move';
import { MailQueue } from './mail-queue';
import type { MailResponse } from './mail-response';
import { toUidSets } from './uid-set';
import {
  MailboxError,
  type FetchedMail,
  type FolderStatus,
  type ImapConfig,
  type MailSource,
  type MovedMail,
  type MoveTarget,
} from './types';

/** How long a quiet connection is trusted: with the time-out after it, a dead one is found within five minutes. */
const TRUSTED_MS = 2 * 60_000;

/** New mail, or the end of the connection. */
const WAKING_EVENTS = ['exists', 'close', 'error'] as const;

/** Attempts to get a list that is not shorter than the server's own count; mail may be expunged between the two. */
const LIST_ATTEMPTS = 3;

/**
 * One octet more than a mail may have: a literal never exceeds what the connection accepts, however large the mail is
 * and whatever size the server claims, and a mail that fills it is too large.
 */
const WHOLE_MAIL = {
  uid: true,
  internalDate: true,
  size: true,
  source: { start: 0, maxLength: MAIL_LIMITS.mailBytes + 1 },
} as const;

/** Connects, signs in and opens the folder. Throws `MailboxError`. */
export async function openImap(config: ImapConfig): Promise<MailSource> {
  const reader = await openConnection(config);
  return new ImapSource(config, reader);
}

async function openConnection(config: ImapConfig): Promise<ImapConnection> {
  const connection = new ImapConnection(config);
  await connection.connect();
  try {
    assertCanMove(connection);
    await openFolder(connection, config.folder);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

// COPY and EXPUNGE without UIDPLUS would expunge what other clients marked: such a server is not polled at all.
function assertCanMove({ flow }: ImapConnection): void {
  const names = ['MOVE', 'UIDPLUS', 'IMAP4rev2'];
  if (names.some((name) => flow.capabilities.has(name))) return;
  throw new MailboxError('move-unsupported', [...flow.capabilities.keys()].join(' '));
}

async function openFolder(connection: ImapConnection, folder: string): Promise<void> {
  const opened = await connection.ask(() => connection.flow.mailboxOpen(folder), 'folder-missing');
  if (opened.readOnly === true) throw new MailboxError('folder-refused', `${folder} is read-only`);
}

class ImapSource implements MailSource {
  private mover: ImapConnection | null = null;
  private movesOnReader = false;

  constructor(
    private readonly config: ImapConfig,
    private readonly reader: ImapConnection,
  ) {}

  async status(): Promise<FolderStatus> {
    const { flow } = this.reader;
    const query = { messages: true, uidNext: true, uidValidity: true };
    // STATUS of an open folder may answer from the session's memory.
    await this.reader.sync();
    const status = await this.reader.ask(() => flow.status(this.config.folder, query), 'server-refused');
    if (status.messages === undefined || status.uidValidity === undefined) {
      throw new MailboxError('server-refused', 'STATUS without MESSAGES or UIDVALIDITY');
    }
    if (flow.mailbox === false || flow.mailbox.uidValidity !== status.uidValidity) {
      // The UIDs of this session mean nothing any more (RFC 3501 §2.3.1.1): a new session starts from the beginning.
      throw new MailboxError('connection-failed', `UIDVALIDITY changed to ${status.uidValidity}`);
    }
    return {
      uidValidity: Number(status.uidValidity),
      messages: status.messages,
      uidNext: status.uidNext ?? null,
    };
  }

  async list(fromUid: number | null): Promise<string[]> {
    const query = fromUid === null ? { all: true } : { uid: `${fromUid}:*` };
    for (let attempt = 1; ; attempt += 1) {
      const { messages } = await this.status();
      const found = await this.reader.ask(
        () => this.reader.flow.search(query, { uid: true }),
        'server-refused',
      );
      if (fromUid !== null || found.length >= messages) return found.sort((a, b) => a - b).map(String);
      if (attempt === LIST_ATTEMPTS) {
        throw new MailboxError(
          'fetch-incomplete',
          `${messages} messages by STATUS, ${found.length} by SEARCH`,
        );
      }
    }
  }

  async filterPresent(uids: readonly string[]): Promise<string[]> {
    const present: string[] = [];
    for (const set of toUidSets(uids)) {
      const found = await this.reader.ask(
        () => this.reader.flow.search({ uid: set }, { uid: true }),
        'server-refused',
      );
      present.push(...found.map(String));
    }
    return present;
  }

  async *fetch(uids: readonly string[]): AsyncGenerator<FetchedMail> {
    const wanted = new Set(uids);
    for (const set of toUidSets(uids)) {
      for await (const message of this.stream(set)) {
        const uid = String(message.uid);
        // A message without source is a change of flags by somebody else, announced meanwhile.
        if (message.source === undefined || !wanted.delete(uid)) continue;
        const sizeBytes = Math.max(message.size ?? 0, message.source.length);
        const isWhole = message.source.length <= MAIL_LIMITS.mailBytes;
        const receivedAt = new Date(message.internalDate ?? Date.now());
        yield { uid, receivedAt, sizeBytes, source: isWhole ? message.source : null };
      }
    }
  }

  async move(uids: readonly string[], target: MoveTarget): Promise<MovedMail[]> {
    const folder = target === 'processed' ? this.config.processedFolder : this.config.quarantineFolder;
    return moveUids(await this.movingConnection(), uids, folder);
  }

  async setAside(locations: readonly string[]): Promise<Map<string, string>> {
    // On a connection of its own: it opens another folder.
    const connection = await openConnection(this.config);
    try {
      return await setAsideUids(
        connection,
        locations,
        this.config.processedFolder,
        this.config.quarantineFolder,
      );
    } finally {
      await connection.close();
    }
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    await this.closeMover();
    const { flow } = this.reader;
    const arrived = new AbortController();
    const onEvent = (): void => arrived.abort();
    for (const event of WAKING_EVENTS) flow.on(event, onEvent);
    const until = Date.now() + ms;
    const either = AbortSignal.any([signal, arrived.signal]);
    try {
      while (!either.aborted && Date.now() < until) {
        // A failed IDLE leaves a connection that is not usable; the next command says so with the reason.
        if (this.config.idle && flow.capabilities.has('IDLE')) void flow.idle().catch(onEvent);
        await pause(Math.min(until - Date.now(), this.config.timeoutMs ?? TRUSTED_MS), either);
        if (!either.aborted && Date.now() < until) await this.reader.sync();
      }
    } finally {
      for (const event of WAKING_EVENTS) flow.off(event, onEvent);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.closeMover(), this.reader.close()]);
  }

  private async *stream(set: string): AsyncGenerator<FetchMessageObject | MailResponse> {
    this.reader.assertUsable();
    const mails = new MailQueue<FetchMessageObject | MailResponse>();
    void this.read(set, mails);
    try {
      for (let some = await mails.take(); some !== null; some = await mails.take()) yield* some;
    } finally {
      mails.close();
    }
  }

  /** Puts what the server gives into `mails`, be it read by ourselves or by imapflow. */
  private async read(set: string, mails: MailQueue<FetchMessageObject | MailResponse>): Promise<void> {
    const stopTaking = this.reader.mails.open((mail) => mails.put(mail, mail.source.length));
    try {
      for await (const message of this.reader.flow.fetch(set, WHOLE_MAIL, { uid: true }))
        await mails.put(message, message.source?.length ?? 0);
      // On a dead connection the loop just ends.
      this.reader.assertUsable();
      mails.finish();
    } catch (error) {
      mails.finish(this.lossOr(error));
    } finally {
      stopTaking();
    }
  }

  /** The loss of the connection where it is lost, else what the server said. */
  private lossOr(error: unknown): unknown {
    try {
      this.reader.assertUsable();
    } catch (loss) {
      return loss;
    }
    return toMailboxError(error, 'server-refused');
  }

  private async movingConnection(): Promise<ImapConnection> {
    if (this.movesOnReader) return this.reader;
    if (this.mover?.flow.usable === true) return this.mover;
    try {
      this.mover = await openConnection(this.config);
      return this.mover;
    } catch (error) {
      // The server allows one connection only: then moving takes turns with fetching on the one there is.
      this.reader.assertUsable();
      if (!(error instanceof MailboxError) || error.code === 'folder-missing') throw error;
      this.movesOnReader = true;
      return this.reader;
    }
  }

  private async closeMover(): Promise<void> {
    const mover = this.mover;
    this.mover = null;
    await mover?.close();
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
