// Whether a canary can sign in at a submission server and send: AUTH PLAIN behind STARTTLS, up to RCPT and no further. The
// password is never sent in the clear, except to this machine itself. Sources: RFC 3207, RFC 4954, RFC 4616.

import { randomInt } from 'node:crypto';
import { ConnectorFault, type Connector, type Probe } from '@/lib/containment/types';
import { passwordFrom } from '@/lib/containment/dictated-password';
import type { SignInSettings } from './settings';
import { SmtpDialogue, type SmtpReply } from './smtp-dialogue';

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** Sets a password that nobody else has, and tries it. Where the lock does not let it in, it could not have sent. */
export async function tryCanary(
  setPassword: NonNullable<Connector['setPassword']>,
  login: string,
  settings: SignInSettings & { caPem: string },
  signal: AbortSignal,
): Promise<Probe> {
  const password = passwordFrom(randomInt);
  await setPassword(login, password, signal);
  return probeBySignIn(login, password, settings, signal);
}

/** `holds` where it is not let in, or may not send. Throws `ConnectorFault` where the server does not answer. */
export async function probeBySignIn(
  login: string,
  password: string,
  { host, port, recipient, caPem }: SignInSettings & { caPem: string },
  signal: AbortSignal,
): Promise<Probe> {
  const { smtp } = await SmtpDialogue.open(host, port, signal);
  try {
    await encrypt(smtp, host, caPem);
    const plain = Buffer.from(`\0${login}\0${password}`, 'utf8').toString('base64');
    const auth = await smtp.ask(`AUTH PLAIN ${plain}`);
    // 535: refused for good (RFC 4954 §6); a temporary answer proves nothing.
    if (auth.code >= 500) return { result: 'holds', code: 'auth-refused', detail: replyDetail(auth) };
    if (auth.code !== 235) throw new ConnectorFault('failed', 'unreachable', replyDetail(auth));
    const mail = await smtp.ask(`MAIL FROM:<${login}>`);
    const rcpt = mail.code >= 400 ? mail : await smtp.ask(`RCPT TO:<${recipient}>`);
    if (rcpt.code >= 500) return { result: 'holds', code: 'rcpt-refused', detail: replyDetail(rcpt) };
    if (rcpt.code >= 400) throw new ConnectorFault('failed', 'unreachable', replyDetail(rcpt));
    await smtp.ask('RSET');
    return { result: 'does-not-hold', code: 'auth-accepted', detail: {} };
  } finally {
    smtp.close();
  }
}

async function encrypt(smtp: SmtpDialogue, host: string, caPem: string): Promise<void> {
  const hello = await smtp.ask('EHLO meldestelle.invalid');
  if (!hello.lines.some((line) => /^STARTTLS\b/i.test(line))) {
    if (loopback.test(host)) return;
    throw new ConnectorFault('refused', 'unencrypted', { host });
  }
  const ready = await smtp.ask('STARTTLS');
  if (ready.code !== 220) throw new ConnectorFault('failed', 'unreachable', replyDetail(ready));
  try {
    await smtp.secure(host, caPem === '' ? undefined : caPem);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'tls';
    throw new ConnectorFault('failed', 'unreachable', { reason });
  }
  await smtp.ask('EHLO meldestelle.invalid');
}

function replyDetail({ code, lines }: SmtpReply): Record<string, string | number> {
  return { reply: code, text: (lines[0] ?? '').slice(0, 200) };
}
