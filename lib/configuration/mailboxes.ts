// Mailboxes that the environment describes: `MAILBOX_HOST` … for the first, `MAILBOX_2_HOST` … for the next.
// A mailbox is an IMAP folder (`HOST`) or a Maildir (`MAILDIR`), never both. Pure.

import { isIP } from 'node:net';
import type { MailboxRole } from '@/lib/replies/types';
import { mailboxVariables } from './variables';
import { readVariable, type Problems, type Variables } from './read-variable';

interface CommonSettings {
  role: MailboxRole;
  /** Stable name of the mailbox's row: `environment` for the first, `environment-2` … for the others. */
  name: string;
  folder: string;
  processedFolder: string;
  quarantineFolder: string;
  pollSeconds: number;
}

export interface ImapSettings extends CommonSettings {
  kind: 'imap';
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  user: string;
  password: string;
  /** Path of a PEM file with the authorities to trust beside the system's own. */
  caFile: string | null;
}

export interface MaildirSettings extends CommonSettings {
  kind: 'maildir';
  path: string;
}

export type MailboxSettings = ImapSettings | MaildirSettings;

type Table = typeof mailboxVariables;

const PREFIX = /^MAILBOX_(?:(\d{1,3})_)?([A-Z_]+)$/;

/** Reads all mailboxes of `record`; adds a sentence to `problems` for each wrong, missing or unknown variable. */
export function readMailboxes(record: Variables, problems: Problems): MailboxSettings[] {
  const numbers = new Set<number>();
  for (const [name, value] of Object.entries(record)) {
    if (!name.startsWith('MAILBOX_') || value === undefined || value === '') continue;
    const match = PREFIX.exec(name);
    const number = Number(match?.[1] ?? 1);
    if (match?.[2] === undefined || !(match[2] in mailboxVariables) || number < 1) {
      const known = Object.keys(mailboxVariables).join(', ');
      problems.push(
        `${name} is not a variable of Meldestelle; after MAILBOX_ or MAILBOX_2_ stands one of ${known}.`,
      );
      continue;
    }
    if (number === 1 && match[1] !== undefined) {
      problems.push(`${name}: the first mailbox has no number, so this must be called MAILBOX_${match[2]}.`);
      continue;
    }
    numbers.add(number);
  }
  const settings = [...numbers].sort((a, b) => a - b).map((number) => readMailbox(record, number, problems));
  return settings.filter((mailbox) => mailbox !== null);
}

function readMailbox(record: Variables, number: number, problems: Problems): MailboxSettings | null {
  const prefix = number === 1 ? 'MAILBOX_' : `MAILBOX_${number}_`;
  const read = <K extends keyof Table>(key: K) =>
    readVariable<Table[K]['schema']['_output']>(record, prefix + key, mailboxVariables[key], problems);
  const common: CommonSettings = {
    name: number === 1 ? 'environment' : `environment-${number}`,
    role: read('ROLE') ?? 'complaints',
    folder: read('FOLDER') ?? 'INBOX',
    processedFolder: read('PROCESSED_FOLDER') ?? 'Processed',
    quarantineFolder: read('QUARANTINE_FOLDER') ?? 'Quarantine',
    pollSeconds: read('POLL_SECONDS') ?? 60,
  };
  const folders = [common.folder, common.processedFolder, common.quarantineFolder];
  if (new Set(folders).size < folders.length) {
    problems.push(
      `${prefix}FOLDER, ${prefix}PROCESSED_FOLDER and ${prefix}QUARANTINE_FOLDER must be three different folders.`,
    );
  }
  const path = read('MAILDIR');
  const host = read('HOST');
  if (path !== undefined) {
    if (host === undefined) return { ...common, kind: 'maildir', path };
    problems.push(
      `${prefix}HOST and ${prefix}MAILDIR are both set; a mailbox is either an IMAP server or a Maildir.`,
    );
    return null;
  }
  const [user, password] = [read('USER'), read('PASSWORD')];
  const security = read('SECURITY') ?? 'tls';
  const port = read('PORT') ?? (security === 'tls' ? 993 : 143);
  const caFile = read('CA_FILE') ?? null;
  for (const [key, value] of Object.entries({ HOST: host, USER: user, PASSWORD: password })) {
    if (value === undefined && !record[prefix + key]) problems.push(missing(prefix, key));
  }
  if (host === undefined || user === undefined || password === undefined) return null;
  if (security === 'none' && !isLoopback(host)) {
    problems.push(
      `${prefix}SECURITY must be tls or starttls: "none" is for loopback only, and ${prefix}HOST is ${host}.`,
    );
  }
  return { ...common, kind: 'imap', host, port, security, user, password, caFile };
}

function missing(prefix: string, key: string): string {
  return `${prefix}${key} is missing: a mailbox needs ${prefix}HOST, ${prefix}USER and ${prefix}PASSWORD, or ${prefix}MAILDIR.`;
}

/** Whether this host is the machine itself. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
