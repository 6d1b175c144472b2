// One mail to one SMTP server, exactly as rendered, with an outcome that says what the server knows: taken, refused, not
// reached, or perhaps taken. The library is nodemailer; what matters here is the moment of the final dot.
// Sources: RFC 5321 §4.5.3.2.6 (the answer after the dot may take ten minutes), §4.2.1 (reply codes).

import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { OutgoingMail, SendOutcome, SmtpSettings } from './types';

/** Without an answer for so long, the connection is given up. nodemailer's own default is ten minutes. */
const SOCKET_MS = 60_000;

/**
 * A whole attempt ends after so long, however busily a server says next to nothing: whoever is killed in one is known to
 * be dead soon after. The largest mail that leaves here, at 64 KiB a second, takes two and a half minutes.
 */
export const attemptSeconds = 180;

/** Sends the mail. Never rejects: every end is an outcome. */
export async function sendMail(
  settings: SmtpSettings,
  mail: OutgoingMail,
  patienceMs = attemptSeconds * 1_000,
): Promise<SendOutcome> {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    connectionTimeout: SOCKET_MS,
    greetingTimeout: SOCKET_MS,
    socketTimeout: SOCKET_MS,
    ...(settings.caPem === null ? {} : { tls: { ca: settings.caPem } }),
  });
  // After the dot may have left, silence is no longer "not reached".
  let hasLeft = false;
  const source = Readable.from([mail.mime]);
  source.once('end', () => (hasLeft = true));
  const deadline = endAfter(patienceMs);
  try {
    const response = await Promise.race([deliver(connection, settings, mail, source), deadline.passed]);
    connection.quit();
    return { kind: 'accepted', response };
  } catch (error) {
    connection.close();
    return outcomeOf(error, hasLeft);
  } finally {
    deadline.clear();
  }
}

async function deliver(
  connection: SMTPConnection,
  settings: SmtpSettings,
  mail: OutgoingMail,
  source: Readable,
): Promise<string> {
  await connect(connection);
  if (settings.username !== null) await signIn(connection, settings.username, settings.password ?? '');
  return send(connection, mail, source);
}

function endAfter(ms: number): { passed: Promise<never>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${ms / 1_000} seconds`)), ms);
  });
  return { passed, clear: () => clearTimeout(timer) };
}

function connect(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
}

function signIn(connection: SMTPConnection, user: string, pass: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.login({ user, pass, credentials: { user, pass } }, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

function send(connection: SMTPConnection, mail: OutgoingMail, source: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the server ended the connection')));
    const envelope = { from: mail.envelopeFrom, to: [mail.to], size: mail.mime.length };
    connection.send(envelope, source, (error, info) => (error ? reject(error) : resolve(info.response)));
  });
}

function outcomeOf(error: unknown, hasLeft: boolean): SendOutcome {
  const { responseCode, response, message, command } = error as {
    command?: string;
    responseCode?: number;
    response?: string;
    message?: string;
  };
  const said = (response ?? message ?? String(error)).slice(0, 500);
  // A server's word settles it, before and after the dot (421 too: it takes nothing more).
  if (responseCode !== undefined && responseCode >= 500) {
    const isAboutMail = command === 'RCPT TO' || command === 'DATA';
    return { kind: 'permanent', response: said, isAboutMail };
  }
  if (responseCode !== undefined && responseCode >= 400) return { kind: 'temporary', response: said };
  return { kind: hasLeft ? 'ambiguous' : 'not-reached', response: said };
}
