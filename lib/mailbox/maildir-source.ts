// A Maildir behind the port: `new` and `cur` are the folder, a rename is the move. Needs no lock: delivery and moves
// are single renames. Source: the Maildir specification (D. J. Bernstein), Maildir++ for the subfolders.

import { watch } from 'node:fs';
import { mkdir, readFile, readdir, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { formatLocation, parseLocation } from './location';
import { isFolderName, nameInCur, pathOf, subfolderPath, uniquePart } from './maildir-names';
import {
  MailboxError,
  type FetchedMail,
  type FolderStatus,
  type MaildirConfig,
  type MailSource,
  type MovedMail,
  type MoveTarget,
} from './types';

/** Files looked at beside one another. */
const CONCURRENCY = 8;

/** Opens a Maildir. Throws `MailboxError` (`path-missing`, `path-refused`, `folder-refused`). */
export async function openMaildir(config: MaildirConfig): Promise<MailSource> {
  for (const folder of [config.processedFolder, config.quarantineFolder]) {
    if (!isFolderName(folder)) throw new MailboxError('folder-refused', folder);
  }
  const source = new MaildirSource(config);
  await source.status();
  return source;
}

class MaildirSource implements MailSource {
  /** Unique part → file below the root, e.g. `new/17.M1.host`. As of the last listing. */
  private files = new Map<string, { folder: string; name: string }>();

  constructor(private readonly config: MaildirConfig) {}

  async status(): Promise<FolderStatus> {
    await this.scan();
    return { uidValidity: 0, messages: this.files.size, uidNext: null };
  }

  async list(): Promise<string[]> {
    await this.scan();
    // A name begins with its time of delivery (seconds), so that the order of names is the order of arrival.
    return [...this.files.keys()].sort(
      (a, b) => (parseFloat(a) || 0) - (parseFloat(b) || 0) || (a < b ? -1 : 1),
    );
  }

  async filterPresent(uids: readonly string[]): Promise<string[]> {
    await this.scan();
    return uids.filter((uid) => this.files.has(uid));
  }

  async *fetch(uids: readonly string[]): AsyncGenerator<FetchedMail> {
    for (let start = 0; start < uids.length; start += CONCURRENCY) {
      const mails = await Promise.all(uids.slice(start, start + CONCURRENCY).map((uid) => this.read(uid)));
      for (const mail of mails) if (mail !== null) yield mail;
    }
  }

  async move(uids: readonly string[], target: MoveTarget): Promise<MovedMail[]> {
    const folder = target === 'processed' ? this.config.processedFolder : this.config.quarantineFolder;
    const into = await this.makeFolder(folder);
    const moved: MovedMail[] = [];
    await forEachLimited(uids, async (uid) => {
      const done = await this.onFile(uid, async (path, name) => {
        await rename(path, pathOf(`${into}/cur`, nameInCur(name)));
        return true;
      });
      if (done === null) return;
      this.files.delete(uid);
      moved.push({ uid, location: formatLocation({ folder, uidValidity: 0, uid }) });
    });
    return moved;
  }

  async setAside(locations: readonly string[]): Promise<Map<string, string>> {
    const from = `${subfolderPath(this.config.path, this.config.processedFolder)}/cur`;
    const folder = this.config.quarantineFolder;
    const into = await this.makeFolder(folder);
    const names = new Map((await this.readNames(from)).map((name) => [uniquePart(name), name]));
    const moved = new Map<string, string>();
    for (const location of locations) {
      const uid = parseLocation(location).uid ?? '';
      const name = names.get(uid);
      if (name === undefined) continue;
      await this.guard(rename(pathOf(from, name), pathOf(`${into}/cur`, name)));
      moved.set(location, formatLocation({ folder, uidValidity: 0, uid }));
    }
    return moved;
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    const arrived = new AbortController();
    const stopWatching = watchFolder(`${this.config.path}/new`, () => arrived.abort());
    const either = AbortSignal.any([signal, arrived.signal]);
    await sleep(ms, undefined, { signal: either }).catch((error: unknown) => {
      if (!either.aborted) throw error;
    });
    stopWatching();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async scan(): Promise<void> {
    const files = new Map<string, { folder: string; name: string }>();
    for (const sub of ['new', 'cur']) {
      const folder = `${this.config.path}/${sub}`;
      for (const name of await this.readNames(folder)) files.set(uniquePart(name), { folder, name });
    }
    this.files = files;
  }

  private async readNames(folder: string): Promise<string[]> {
    const entries = await this.guard(readdir(folder, { encoding: 'latin1', withFileTypes: true }));
    // A link could point at any file of the machine, and a folder is no mail.
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
  }

  private async read(uid: string): Promise<FetchedMail | null> {
    return this.onFile(uid, async (path) => {
      const { mtime, size } = await stat(path);
      const source = size <= MAIL_LIMITS.mailBytes ? await readFile(path) : null;
      return { uid, receivedAt: mtime, sizeBytes: source?.length ?? size, source };
    });
  }

  /** Calls `use` with the mail's path; where another program renamed it (a flag), once more with its new name. */
  private async onFile<T>(uid: string, use: (path: Buffer, name: string) => Promise<T>): Promise<T | null> {
    for (const isLast of [false, true]) {
      const file = this.files.get(uid);
      if (file === undefined) return null;
      try {
        return await use(pathOf(file.folder, file.name), file.name);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw asMailboxError(error);
        if (!isLast) await this.scan();
      }
    }
    return null;
  }

  private async makeFolder(folder: string): Promise<string> {
    const path = subfolderPath(this.config.path, folder);
    for (const sub of ['cur', 'new', 'tmp']) {
      await this.guard(mkdir(`${path}/${sub}`, { recursive: true, mode: 0o700 }));
    }
    return path;
  }

  private guard<T>(work: Promise<T>): Promise<T> {
    return work.catch((error: unknown) => {
      throw asMailboxError(error);
    });
  }
}

/** Calls `onChange` when something happens in `folder`. Without a watch (none left) the time alone ends a wait. */
function watchFolder(folder: string, onChange: () => void): () => void {
  try {
    const watcher = watch(folder, onChange);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch (error) {
    if (['ENOSPC', 'EMFILE', 'ENOENT'].includes(codeOf(error))) return () => undefined;
    throw error;
  }
}

async function forEachLimited<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += CONCURRENCY) {
    await Promise.all(items.slice(start, start + CONCURRENCY).map(work));
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What the file system says, in the words of mailboxes; anything else is passed on. */
export function asMailboxError(error: unknown): unknown {
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new MailboxError('path-missing', detail, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new MailboxError('path-refused', detail, { cause: error });
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new MailboxError('folder-full', detail, { cause: error });
  return error;
}
