// What people and other programs than feedback loops write to the desk, for tests: reserved names, small.

export interface Letter {
  from?: string;
  to?: string;
  subject?: string;
  body: string;
  fields?: string[];
}

/** A mail in plain text; `serial` lines make bytes unique by the body. */
export function letter({ from = 'person@example.org', to = 'abuse@example.com', ...more }: Letter): Buffer {
  return Buffer.from(
    [
      `Delivered-To: ${to}`,
      `From: ${from}`,
      `To: ${to}`,
      `Subject: ${more.subject ?? 'Beschwerde'}`,
      'MIME-Version: 1.0',
      ...(more.fields ?? ['Content-Type: text/plain; charset=utf-8']),
      '',
      more.body,
      '',
    ].join('\r\n'),
  );
}

/** A mail of `sender` that its recipient passes on as an attachment; our hop names the sender unless `hop` is false. */
export function forwarded(
  sender: string,
  { hop = true, from = 'person@example.org', serial = 1 } = {},
): Buffer {
  const date = new Date().toUTCString().replace('GMT', '+0000');
  const received = [
    `Received: from mail1.example.com (mail1.example.com [192.0.2.10]) by mx.example.org with ESMTPS id 7; ${date}`,
    `Received: from pc (client.example.org [198.51.100.7]) (Authenticated sender: ${sender})`,
    `\tby mail1.example.com (Postfix) with ESMTPSA id 4QXY; ${date}`,
  ];
  return letter({
    from,
    subject: 'Fwd: Angebot',
    fields: ['Content-Type: multipart/mixed; boundary="f"'],
    body: [
      '--f',
      'Content-Type: text/plain',
      '',
      'Bitte abstellen.',
      '--f',
      'Content-Type: message/rfc822',
      '',
      `Return-Path: <${sender}>`,
      ...(hop ? received : []),
      `From: <${sender}>`,
      `To: <person@example.org>`,
      'Subject: Angebot',
      `Message-ID: <spam${serial}@example.com>`,
      `Date: ${date}`,
      '',
      'Kaufen',
      '--f--',
    ].join('\r\n'),
  });
}
