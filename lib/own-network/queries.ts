// Reads for the screen "Own network": what the screen stored, and what the environment adds.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { readAuthservIds } from './store';
import { OWN_KINDS, type OwnEntry, type OwnKind } from './types';

/** All entries, by kind and value; those of the environment cannot be removed on the screen. */
export async function listOwnEntries(): Promise<Record<OwnKind, OwnEntry[]>> {
  const [rows, authservIds] = await Promise.all([
    sql()<{ kind: string; value: string; note: string | null }[]>`
      SELECT kind, value, note FROM own_resource ORDER BY kind, value`,
    readAuthservIds(sql()),
  ]);
  const stored = [
    ...rows.map(({ kind, value, note }) => ({ kind, value, note, fromEnvironment: false })),
    ...authservIds.map((value) => ({ kind: 'authserv-id', value, note: null, fromEnvironment: false })),
  ];
  const entries = OWN_KINDS.map((kind): [OwnKind, OwnEntry[]] => {
    const given = environmentValues(kind).map((value) => ({
      kind,
      value,
      note: null,
      fromEnvironment: true,
    }));
    const own = stored.filter(
      (entry) => entry.kind === kind && !given.some(({ value }) => value === entry.value),
    );
    return [kind, [...given, ...own.map((entry) => ({ ...entry, kind }))]];
  });
  return Object.fromEntries(entries) as Record<OwnKind, OwnEntry[]>;
}

function environmentValues(kind: OwnKind): string[] {
  const { OWN_DOMAINS, OWN_HOSTS, OWN_RANGES, OWN_SENDER_HEADERS, AUTHSERV_IDS } = env();
  return {
    domain: OWN_DOMAINS,
    host: OWN_HOSTS,
    range: OWN_RANGES,
    'dkim-domain': [],
    'sender-header': OWN_SENDER_HEADERS,
    'authserv-id': AUTHSERV_IDS,
  }[kind];
}
