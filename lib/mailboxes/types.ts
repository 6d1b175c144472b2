// A mailbox as an administrator describes it. Its password never comes back from the database to a screen.

import type { PushWay } from '@/lib/intake/types';
import type { MailboxRole } from '@/lib/replies/types';

export type MailboxKind = 'imap' | 'maildir';
export type MailboxSecurity = 'tls' | 'starttls' | 'none';

/** What the form holds, checked for form but not yet against one another (see `check-settings.ts`). */
export interface MailboxSettings {
  name: string;
  kind: MailboxKind;
  role: MailboxRole;
  host: string;
  port: number;
  security: MailboxSecurity;
  /** PEM, may be empty: the system's authorities alone. */
  caPem: string;
  username: string;
  /** Empty: the stored one. */
  password: string;
  path: string;
  folder: string;
  processedFolder: string;
  quarantineFolder: string;
  pollSeconds: number;
  idle: boolean;
}

/** `pushed`: mail is handed over, there is nothing to poll. */
export type MailboxState = 'pushed' | 'paused' | 'waiting' | 'healthy' | 'late' | 'failing';

export interface MailboxRow {
  id: number;
  name: string;
  kind: MailboxKind | PushWay;
  fromEnvironment: boolean;
  /** `user@host:port` or the path; empty for a way in that is not polled. */
  place: string;
  state: MailboxState;
  lastProvedAt: Date | null;
  lastMailAt: Date | null;
  /** Code and server's words of the last error, where it stands. */
  lastError: { code: string; detail: string; at: Date | null } | null;
  backlog: number;
}
