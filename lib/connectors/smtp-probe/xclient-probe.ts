// The probe that needs no password: Postfix is told by XCLIENT who the client would be, and asked whether it takes a
// recipient. It goes the way of a real mail through all restrictions up to RCPT, and no further. Postfix allows it from
// the addresses in `smtpd_authorized_xclient_hosts` (XCLIENT_README).

import type { Probe } from '@/lib/containment/types';
import { SmtpDialogue } from './smtp-dialogue';

export interface XclientSettings {
  host: string;
  port: number;
  /** A sender that Postfix would take from this account; the account itself where it is an address. */
  recipient: string;
  /** The address that the client pretends to come from: any that may submit. */
  clientAddress: string;
}

/** Whether the account could send now: `holds` where it could not. Throws `ConnectorFault` where Postfix does not answer. */
export async function probeByXclient(
  login: string,
  { host, port, recipient, clientAddress }: XclientSettings,
  signal: AbortSignal,
): Promise<Probe> {
  const { smtp } = await SmtpDialogue.open(host, port, signal);
  const said: Record<string, string | number> = {};
  try {
    const hello = await smtp.ask('EHLO meldestelle.invalid');
    if (!hello.lines.some((line) => /^XCLIENT\b.*\bLOGIN\b/i.test(line)))
      return { result: 'not-provable', code: 'no-probe', detail: { said: 'XCLIENT LOGIN' } };
    const told = await smtp.ask(`XCLIENT ADDR=${xtext(clientAddress)} LOGIN=${xtext(login)}`);
    if (told.code !== 220) return { result: 'not-provable', code: 'no-probe', detail: replyDetail(told) };
    await smtp.ask('EHLO meldestelle.invalid');
    const sender = login.includes('@') ? login : '';
    const mail = await smtp.ask(`MAIL FROM:<${sender}>`);
    if (mail.code >= 500) return { result: 'holds', code: 'rcpt-refused', detail: replyDetail(mail) };
    const rcpt = await smtp.ask(`RCPT TO:<${recipient}>`);
    Object.assign(said, replyDetail(rcpt));
    if (rcpt.code >= 500) return { result: 'holds', code: 'rcpt-refused', detail: said };
    if (rcpt.code >= 400) return { result: 'holds', code: 'throttle-answers', detail: said };
    await smtp.ask('RSET');
    return { result: 'does-not-hold', code: 'rcpt-accepted', detail: said };
  } finally {
    smtp.close();
  }
}

/** RFC 1891 §5: printable ASCII but `+` and `=`, the rest as `+XX`. */
function xtext(text: string): string {
  return Buffer.from(text, 'utf8')
    .toString('latin1')
    .replaceAll(
      /[^!-*,-<>-~]/g,
      (char) => `+${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}

function replyDetail({ code, lines }: { code: number; lines: string[] }): Record<string, string | number> {
  return { reply: code, text: (lines[0] ?? '').slice(0, 200) };
}
