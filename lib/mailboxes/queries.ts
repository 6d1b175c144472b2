// Reads for the screen "Mailboxes". Passwords are not among them.

import { prisma } from '@/lib/db/prisma';
import { mailboxRoles } from '@/lib/replies/types';
import type { MailboxKind, MailboxRow, MailboxSettings, MailboxState } from './types';

/** A poll counts as late after this many intervals without proof, and at least after five minutes. */
const LATE_INTERVALS = 3;
const LATE_SECONDS_MIN = 300;

type Row = Awaited<ReturnType<typeof readRows>>[number];

function readRows(id?: number) {
  return prisma().mailbox.findMany({
    where: { id },
    orderBy: [{ name: 'asc' }],
    omit: { passwordSealed: true },
  });
}

/** All mailboxes by name, with what their last poll proved. */
export async function listMailboxes(now: Date): Promise<MailboxRow[]> {
  return (await readRows()).map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    fromEnvironment: row.origin === 'environment',
    place:
      row.kind === 'imap' ? `${row.username ?? ''} · ${row.host ?? ''}:${row.port ?? ''}` : (row.path ?? ''),
    state: stateOf(row, now),
    lastProvedAt: row.lastProvedAt,
    lastMailAt: row.lastMailAt,
    lastError: row.lastError === null ? null : splitError(row.lastError, row.lastErrorAt),
    backlog: row.backlog,
  }));
}

function stateOf(row: Row, now: Date): MailboxState {
  if (!isPolled(row.kind)) return 'pushed';
  if (row.paused) return 'paused';
  if (row.lastError !== null) return 'failing';
  if (row.lastProvedAt === null) return 'waiting';
  const lateSeconds = Math.max(row.pollSeconds * LATE_INTERVALS, LATE_SECONDS_MIN);
  return now.getTime() - row.lastProvedAt.getTime() > lateSeconds * 1000 ? 'late' : 'healthy';
}

function isPolled(kind: Row['kind']): kind is MailboxKind {
  return kind === 'imap' || kind === 'maildir';
}

// Intake writes "code: the server's own words".
function splitError(text: string, at: Date | null) {
  const colon = text.indexOf(': ');
  return colon < 0
    ? { code: text, detail: '', at }
    : { code: text.slice(0, colon), detail: text.slice(colon + 2), at };
}

export interface MailboxForEdit {
  settings: MailboxSettings;
  fromEnvironment: boolean;
  paused: boolean;
  /** Whether any mail ever came through it; then it can be paused but not removed. */
  hasDeliveries: boolean;
  /** What an edit must carry back, so that two administrators do not overwrite one another. */
  version: string;
}

/** One mailbox for its form, or null; a way in that is not polled has no settings. `settings.password` is always empty. */
export async function findMailbox(id: number): Promise<MailboxForEdit | null> {
  const [row] = await readRows(id);
  if (row === undefined) return null;
  const { name, kind, folder, processedFolder, quarantineFolder, pollSeconds, idle } = row;
  if (!isPolled(kind)) return null;
  const delivery = await prisma().delivery.findFirst({ where: { mailboxId: id }, select: { id: true } });
  const settings: MailboxSettings = {
    ...{ name, kind, folder, processedFolder, quarantineFolder, pollSeconds, idle },
    role: mailboxRoles.find((role) => role === row.role) ?? 'complaints',
    host: row.host ?? '',
    port: row.port ?? 993,
    security: row.security === 'starttls' || row.security === 'none' ? row.security : 'tls',
    caPem: row.caPem ?? '',
    username: row.username ?? '',
    password: '',
    path: row.path ?? '',
  };
  return {
    settings,
    fromEnvironment: row.origin === 'environment',
    paused: row.paused,
    hasDeliveries: delivery !== null,
    version: row.updatedAt.toISOString(),
  };
}
