// Dovecot as connectors see it.

/** One open session of a login, as `doveadm who` lists them. */
export interface ServerSession {
  service: string;
  pid: string;
}

/** Every method throws `ConnectorFault`. A login is one login, never a pattern. */
export interface Dovecot {
  /** Forgets what it remembers of the login, good or bad: a lock without it holds only when the cache's time is over. */
  flush(login: string, signal: AbortSignal): Promise<void>;
  /** Ends the login's sessions; nobody connected is fine. SMTP sessions are not among them. */
  kick(login: string, signal: AbortSignal): Promise<void>;
  sessions(login: string, signal: AbortSignal): Promise<ServerSession[]>;
  /** Whether the passdb lets the login use a service, no password needed. Null: it cannot be asked this way. */
  mayUse: ((login: string, service: string, signal: AbortSignal) => Promise<boolean>) | null;
  close(): void;
}
