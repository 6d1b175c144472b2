// Where the LMTP server listens and what it does with a mail.

/** A TCP address, or the absolute path of a socket file. */
export type LmtpListen = { kind: 'tcp'; host: string; port: number } | { kind: 'unix'; path: string };

export interface LmtpOptions {
  /** The name the server greets with. */
  name: string;
  /** CIDR ranges that may connect, beside loopback. */
  allow: readonly string[];
  /**
   * Stores mails durably; each is answered 250 when this resolves, 451 when it rejects. `lane`: as `laneOf` says of their
   * recipients; those of one lane come together.
   */
  take(mails: Buffer[], lane: string): Promise<unknown[]>;
  /** What mail to this address is taken as; absent, all is the same. */
  laneOf?(recipient: string): string;
  /** Defaults stand in `limits.ts`; tests are less patient. */
  idleMs?: number;
  storeMs?: number;
  clients?: number;
}
