// The LDAP directory behind its port: bind, then each part in pages (RFC 2696), each page a chunk. What cannot be read to
// its end is a fault, never a shorter list.

import type { Client, Entry } from 'ldapts';
import { ChunkBuilder } from '../read-row';
import {
  DirectoryFault,
  type DirectoryChunk,
  type DirectoryTest,
  type DirectoryTestStep,
  type ListingDirectory,
} from '../types';
import { asLdapFault, encrypt, newClient, signIn } from './connect';
import { addEntry, type LdapEntry } from './read-entry';
import { ldapParts, ldapSettings, type LdapPart, type LdapSettings } from './settings';

/** What the connection test reads of each part. */
const sampleSize = 5;

async function* pagesOf(
  client: Client,
  settings: LdapSettings,
  part: LdapPart,
  signal: AbortSignal,
): AsyncGenerator<{ entries: Entry[]; references: string[] }> {
  const wanted = settings.parts[part];
  if (wanted === undefined) return;
  const attributes = [...new Set(Object.values(wanted.columns).flat())];
  try {
    const pages = client.searchPaginated(wanted.base, {
      scope: 'sub',
      filter: wanted.filter,
      attributes,
      timeLimit: 0,
      paged: { pageSize: settings.pageSize },
    });
    for await (const { searchEntries, searchReferences } of pages) {
      if (signal.aborted) throw new DirectoryFault('timed-out');
      yield { entries: searchEntries, references: searchReferences };
    }
  } catch (error) {
    if (signal.aborted) throw new DirectoryFault('timed-out');
    throw asLdapFault(error);
  }
}

function chunkOf(
  builder: ChunkBuilder,
  part: LdapPart,
  settings: LdapSettings,
  page: { entries: Entry[]; references: string[] },
): DirectoryChunk {
  const columns = settings.parts[part]?.columns ?? {};
  for (const entry of page.entries) addEntry(builder, part, entry as LdapEntry, columns);
  // Another server's share of the tree: asking it is for a source of its own.
  for (const reference of page.references) builder.problem(reference.slice(0, 300), 'referral');
  return builder.take();
}

class LdapDirectory implements ListingDirectory {
  #client: Client | undefined;

  constructor(
    private readonly settings: LdapSettings,
    private readonly secret: string | null,
  ) {}

  async *read(signal: AbortSignal): AsyncGenerator<DirectoryChunk> {
    const client = newClient(this.settings);
    this.#client = client;
    const end = (): void => void hangUp(client);
    signal.addEventListener('abort', end, { once: true });
    try {
      await encrypt(client, this.settings);
      await signIn(client, this.settings, this.secret);
      const builder = new ChunkBuilder();
      for (const part of ldapParts)
        for await (const page of pagesOf(client, this.settings, part, signal))
          yield chunkOf(builder, part, this.settings, page);
    } finally {
      signal.removeEventListener('abort', end);
      await this.close();
    }
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) await hangUp(client);
  }
}

/** Ends the connection; one that is broken already is ended too. */
async function hangUp(client: Client): Promise<void> {
  await client.unbind().catch(() => undefined);
}

/** An LDAP source with these settings. */
export function openLdapDirectory(settings: unknown, secret: string | null): ListingDirectory {
  return new LdapDirectory(ldapSettings(settings), secret);
}

/** The connection test, step by step to the first that fails, and five entries of each part as they would be understood. */
export async function testLdapDirectory(settings: unknown, secret: string | null): Promise<DirectoryTest> {
  const steps: DirectoryTestStep[] = [];
  const builder = new ChunkBuilder();
  let at = 'connect';
  const pass = (detail: DirectoryTestStep['detail'] = {}) => steps.push({ code: at, ok: true, detail });
  let client: Client | undefined;
  try {
    const known = ldapSettings(settings);
    client = newClient(known);
    await encrypt(client, known);
    if (known.security === 'starttls') pass({ host: known.host, port: known.port });
    at = 'sign-in';
    await signIn(client, known, secret);
    pass({ as: known.bindDn });
    for (const part of ldapParts) {
      at = `read-${part}`;
      if (known.parts[part] !== undefined) pass({ entries: await readSample(client, known, part, builder) });
    }
  } catch (error) {
    const fault = asLdapFault(error);
    steps.push({ code: at, ok: false, detail: { fault: fault.code, ...fault.detail } });
  } finally {
    if (client !== undefined) await hangUp(client);
  }
  return { steps, sample: builder.take() };
}

/** Reads one page of at most five and returns how many came. */
async function readSample(
  client: Client,
  settings: LdapSettings,
  part: LdapPart,
  builder: ChunkBuilder,
): Promise<number> {
  const stop = new AbortController();
  const few = { ...settings, pageSize: sampleSize };
  for await (const { entries } of pagesOf(client, few, part, stop.signal)) {
    for (const entry of entries.slice(0, sampleSize))
      addEntry(builder, part, entry as LdapEntry, settings.parts[part]?.columns ?? {});
    return Math.min(entries.length, sampleSize);
  }
  return 0;
}
