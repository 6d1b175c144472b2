// The mails of the story: what the account sends, a feedback loop's complaint about a mail as it arrived, and the
// customer's answer.

import { logins } from './provider';

/** Who runs the feedback loop. */
export const loopDomain = 'fbl.example.org';

export function spam(to: string, serial: number): string {
  return [
    `From: <${logins.account}>`,
    `To: <${to}>`,
    `Subject: Letzte Mahnung ${serial}`,
    `Message-ID: <mahnung.${serial}@pc7.example.net>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Begleichen Sie den offenen Betrag heute noch.',
    '',
  ].join('\r\n');
}

/**
 * An RFC 5965 report about `mail` as it lay in the recipient's mailbox. The first field is the one that a server of ours
 * with a milter that checks DKIM would write (RFC 8601).
 */
export function complaint(mail: string, recipient: string, serial: number): string {
  return [
    `Authentication-Results: mail1.example.com; dkim=pass header.d=${loopDomain}`,
    `From: Feedback <reports@${loopDomain}>`,
    `To: <${logins.complaints}>`,
    `Subject: FW: Letzte Mahnung ${serial}`,
    `Message-ID: <report.${serial}@${loopDomain}>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain',
    '',
    'Somebody called this mail spam.',
    '--part',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: Example-FBL/1.0',
    'Version: 1',
    `Original-Mail-From: <${logins.account}>`,
    `Original-Rcpt-To: <${recipient}>`,
    '--part',
    'Content-Type: message/rfc822',
    '',
    ...mail.split('\n'),
    '--part--',
    '',
  ].join('\r\n');
}

/** The customer's answer to a notice; the first field says that the sender's domain was proved. */
export function answer(from: string, to: string, noticeId: string, text: string): string {
  return [
    `Authentication-Results: mail1.example.com; dkim=pass header.d=${from.split('@')[1] ?? ''}`,
    `From: Erika Beispiel <${from}>`,
    `To: <${to}>`,
    'Subject: Re: Spam',
    'Message-ID: <antwort.1@pc7.example.net>',
    `In-Reply-To: ${noticeId}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ].join('\r\n');
}
