// Small ARF mails for tests of the desk: reserved names, one shape, everything that matters as an argument.

export interface ArfOptions {
  /** The feedback loop's domain; null for a report that nothing authenticates. */
  loop: string | null;
  from?: string;
  sender: string;
  complainant?: string | null;
  feedbackType?: string;
  sourceIp?: string;
  sentAt?: Date;
  subject?: string;
  /** Makes the bytes unique. */
  serial: number;
  /** How our mail server's hop names the sender; `none` leaves the hop out. */
  hop?: 'authenticated' | 'none';
  extra?: string[];
  /** Further fields of the reported mail. */
  fields?: string[];
  /** Text of the reported mail. */
  body?: string;
}

const stamp = (date: Date): string => date.toUTCString().replace('GMT', '+0000');

/** An RFC 5965 report about a mail of `sender`, as our MX would deliver it. */
export function arfMail(options: ArfOptions): Buffer {
  const {
    loop,
    sender,
    serial,
    complainant = `reader${serial}@example.org`,
    sourceIp = '192.0.2.10',
  } = options;
  const from = options.from ?? `fbl@${loop ?? 'forged.example.net'}`;
  const sentAt = options.sentAt ?? new Date();
  const results = loop ? `dkim=pass header.d=${loop}; spf=pass smtp.mailfrom=${loop}` : 'dkim=none; spf=none';
  const hop =
    options.hop === 'none'
      ? []
      : [
          `Received: from pc (client.example.org [198.51.100.7]) (Authenticated sender: ${sender})`,
          `\tby mail1.example.com (Postfix) with ESMTPSA id 4Q${serial.toString(36).toUpperCase()}; ${stamp(sentAt)}`,
        ];
  const lines = [
    `Return-Path: <${from}>`,
    `Delivered-To: abuse@example.com`,
    `Authentication-Results: mx1.example.com; ${results}`,
    `From: Feedback <${from}>`,
    'To: abuse@example.com',
    `Subject: FW: ${options.subject ?? 'Angebot'}`,
    `Message-ID: <report${serial}@${loop ?? 'forged.example.net'}>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '--b1',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${options.feedbackType ?? 'abuse'}`,
    'User-Agent: Example-FBL/1.0',
    'Version: 1',
    `Source-IP: ${sourceIp}`,
    `Original-Mail-From: <${sender}>`,
    ...(complainant === null ? [] : [`Original-Rcpt-To: <${complainant}>`]),
    `Arrival-Date: ${stamp(sentAt)}`,
    ...(options.extra ?? []),
    '--b1',
    'Content-Type: message/rfc822',
    '',
    `Return-Path: <${sender}>`,
    ...hop,
    `From: <${sender}>`,
    `To: <${complainant ?? 'reader@example.org'}>`,
    `Subject: ${options.subject ?? 'Angebot'}`,
    `Message-ID: <mail${serial}@example.com>`,
    `Date: ${stamp(sentAt)}`,
    ...(options.fields ?? []),
    '',
    ...(options.body ?? 'Text').split('\n'),
    '--b1--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
