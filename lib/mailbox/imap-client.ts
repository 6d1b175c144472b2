// One IMAP connection. imapflow answers a dead connection with silence: `fetch()` ends, `search()` is undefined,
// `messageMove()` is false. Promise: through this class each of these is a `MailboxError`. One object, one connection.

import { rootCertificates } from 'node:tls';
import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow, type ImapFlowError, type ImapFlowOptions } from 'imapflow';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { toMailboxError } from './imap-errors';
import { MailTap } from './mail-tap';
import { MailboxError, type ImapConfig, type MailboxErrorCode } from './types';

/** Less than five minutes from the last byte to the alarm, reconnecting included. */
const DEFAULT_TIMEOUT_MS = 90_000;

/** Room beside the mail itself in one response: flags, dates, tokens. */
const RESPONSE_OVERHEAD = 64 * 1024;

/** A folder of ten million mails lists its UIDs within one line of this size. */
const MAX_LINE_BYTES = 96 * 1024 * 1024;

export class ImapConnection {
  readonly flow: ImapFlow;
  /** Where fetched mail can be taken from. */
  readonly mails: MailTap;
  private failure: Error | null = null;
  private refusal: ImapFlowError | null = null;

  constructor(private readonly config: ImapConfig) {
    assertMayConnect(config);
    this.flow = new ImapFlow(this.options());
    this.mails = new MailTap(this.flow);
    // imapflow reports a lost connection as an event; unheard, it would end the process.
    this.flow.on('error', (error: Error) => {
      this.failure = error;
    });
  }

  /** Connects and signs in. Errors: `connection-failed`, `timed-out`, `tls-failed`, `sign-in-refused`, `throttled`. */
  async connect(): Promise<void> {
    try {
      await this.flow.connect();
    } catch (error) {
      this.flow.close();
      throw toMailboxError(error);
    }
    if (this.config.security !== 'none' && this.flow.secureConnection !== true) {
      this.flow.close();
      throw new MailboxError('tls-failed', 'the server offers no encryption');
    }
  }

  /**
   * Runs one command and demands an answer: undefined and false mean that the server refused or is gone, and become
   * an error of `fallback`'s kind with the server's sentence.
   */
  async ask<T>(
    command: () => Promise<T | undefined | false | null | void>,
    fallback: MailboxErrorCode,
  ): Promise<T> {
    this.assertUsable();
    this.refusal = null;
    let answer: T | undefined | false | null | void;
    try {
      answer = await command();
    } catch (error) {
      throw toMailboxError(this.failure ?? error, this.flow.usable ? fallback : 'connection-failed');
    }
    if (answer !== undefined && answer !== null && answer !== false) return answer as T;
    this.assertUsable();
    throw toMailboxError(this.refusal ?? new Error('the server gave no answer'), fallback);
  }

  /**
   * NOOP: the session takes note of what others did, and a silent server is found out. imapflow itself waits for ever
   * where the connection died before IDLE was acknowledged; this does not.
   */
  async sync(): Promise<void> {
    this.assertUsable();
    const over = new AbortController();
    const limitMs = this.config.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const silence = sleep(limitMs, true, { signal: over.signal }).catch(() => false);
    const answer = this.flow.noop().then(
      () => false,
      (error: unknown) => {
        this.failure ??= error instanceof Error ? error : new Error(String(error));
        return false;
      },
    );
    const isSilent = await Promise.race([answer, silence]);
    over.abort();
    if (isSilent) {
      this.failure = new MailboxError('timed-out', `no answer for ${Math.round(limitMs / 1_000)} s`);
      this.flow.close();
    }
    this.assertUsable();
  }

  /** Throws where the connection is lost. Called after every loop over `fetch()`. */
  assertUsable(): void {
    if (this.flow.usable) return;
    throw toMailboxError(this.failure ?? new Error(this.flow.byeReason ?? 'the connection was closed'));
  }

  /** Ends the connection politely, and without waiting for a server that is gone. */
  async close(): Promise<void> {
    if (this.flow.usable) {
      const timer = setTimeout(() => this.flow.close(), 3_000);
      await this.flow.logout().catch((error: unknown) => {
        this.failure = error instanceof Error ? error : new Error(String(error));
      });
      clearTimeout(timer);
    }
    this.flow.close();
  }

  private options(): ImapFlowOptions {
    const { host, port, security, username, password, caPem } = this.config;
    const timeoutMs = this.config.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    return {
      host,
      port,
      secure: security === 'tls',
      ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
      auth: { user: username, pass: password },
      tls: {
        minVersion: 'TLSv1.2',
        rejectUnauthorized: true,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(caPem === null ? {} : { ca: [...rootCertificates, caPem] }),
      },
      clientInfo: { name: 'Meldestelle' },
      disableAutoIdle: true,
      maxLiteralSize: MAIL_LIMITS.mailBytes + 1,
      maxResponseSize: Math.max(MAIL_LIMITS.mailBytes + RESPONSE_OVERHEAD, MAX_LINE_BYTES),
      maxLineLength: MAX_LINE_BYTES,
      // The server's side of IDLE may last 29 minutes (RFC 2177); routers forget a quiet connection after five.
      maxIdleTime: Math.min(4 * 60_000, timeoutMs),
      connectionTimeout: Math.min(30_000, timeoutMs),
      greetingTimeout: Math.min(16_000, timeoutMs),
      socketTimeout: timeoutMs,
      logger: this.listener(),
    };
  }

  /** imapflow tells only its log why the server refused; this listens for the last refusal. */
  private listener(): NonNullable<ImapFlowOptions['logger']> {
    const ignore = (): void => undefined;
    const keep = (entry: unknown): void => {
      const error = typeof entry === 'object' && entry !== null && 'err' in entry ? entry.err : null;
      if (error instanceof Error) this.refusal = error;
    };
    return { trace: ignore, debug: ignore, info: ignore, warn: keep, error: keep };
  }
}

/** A password goes unencrypted to this machine only. */
function assertMayConnect({ host, security }: ImapConfig): void {
  const isLoopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  if (security !== 'none' || isLoopback) return;
  throw new MailboxError('insecure-refused', `${host} is not this machine`);
}
