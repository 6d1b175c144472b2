// Traffic of accounts as the lines of a Postfix server: so many mails within an hour, from so many networks, some of them
// returned. For tests of what the desk finds in the log by itself.

export interface Traffic {
  /** Who logged in; null for a local program of uid 10017. */
  login: string | null;
  /** The first mail; the others follow evenly within the hour. */
  at: Date;
  mails: number;
  /** Recipients of each mail. */
  recipients?: number;
  /** Client networks, used in turn. */
  networks?: readonly string[];
  /** Of so many mails all recipients are returned. */
  bounced?: number;
  /** So many mails are refused by a milter. */
  refused?: number;
  /** Envelope sender. */
  from?: string;
  recipientDomain?: string;
  host?: string;
}

let serial = 0;

/** The lines, in the order of time. */
export function trafficLines(traffic: Traffic): string {
  const { at, mails } = traffic;
  const step = Math.floor(3_000_000 / mails);
  return Array.from({ length: mails }, (_entry, n) =>
    mailLines(traffic, n, new Date(at.getTime() + n * step)),
  ).join('');
}

function mailLines(traffic: Traffic, n: number, at: Date): string {
  const { login, recipients = 1, networks = ['198.51.100.0'], bounced = 0, refused = 0 } = traffic;
  const {
    from = login ?? 'web17@mail1.example.com',
    recipientDomain = 'example.org',
    host = 'mail1',
  } = traffic;
  const id = `4T${(serial += 1).toString(36).toUpperCase().padStart(6, '0')}`;
  const client = `${(networks[n % networks.length] ?? '').replace(/0$/, '')}${(n % 250) + 1}`;
  const outcome = n < bounced ? 'bounced (no such user)' : 'sent (250 ok)';
  const first =
    login === null
      ? `postfix/pickup[9]: ${id}: uid=10017 from=<web17>`
      : `postfix/submission/smtpd[9]: ${id}: client=pc[${client}], sasl_method=PLAIN, sasl_username=${login}`;
  const lines = [first, `postfix/cleanup[9]: ${id}: message-id=<${id}@pc.example>`];
  if (n >= traffic.mails - refused)
    lines.push(
      `postfix/cleanup[9]: ${id}: milter-reject: END-OF-MESSAGE from pc[${client}]: 5.7.1 Spam message rejected; from=<${from}> to=<a@${recipientDomain}> proto=ESMTP helo=<pc>`,
    );
  else
    lines.push(
      `postfix/qmgr[9]: ${id}: from=<${from}>, size=326, nrcpt=${recipients} (queue active)`,
      ...Array.from(
        { length: recipients },
        (_entry, i) =>
          `postfix/smtp[9]: ${id}: to=<person${i}@${recipientDomain}>, relay=mx.example.org[192.0.2.99]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=${outcome}`,
      ),
      `postfix/qmgr[9]: ${id}: removed`,
    );
  const stamp = at.toISOString().replace('Z', '+00:00');
  return lines.map((line) => `${stamp} ${host} ${line}\n`).join('');
}
