// Generated ARF mails for the benchmarks, about 13 kB each, with reserved names and addresses only.
// They have the shape of real ones: the three parts and fields of a feedback loop, around a bulk mail
// with two hops, two signatures, and text and HTML alternatives in quoted-printable.
// Promise: the same seed gives the same bytes.

/** A small seeded generator (mulberry32): uniform enough for test data, 32 bits of state. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WORDS = 'Angebot Rechnung Konto Paket Gewinn jetzt bestätigen kostenlos Ihre bitte sofort Termin'.split(
  ' ',
);

/** `count` mails of about `sizeBytes` each. */
export function makeArfCorpus(count: number, seed = 5965, sizeBytes = 13_000): Buffer[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (_, index) => Buffer.from(makeMail(random, index, sizeBytes)));
}

function makeMail(random: () => number, index: number, sizeBytes: number): string {
  const pick = (below: number): number => Math.floor(random() * below);
  const ip = `198.18.${pick(256)}.${pick(256)}`;
  const user = `user${pick(5_000)}`;
  const boundary = `report_${index}_${pick(1e9)}`;
  const moment = new Date(Date.UTC(2026, 0, 1 + pick(300), pick(24), pick(60), pick(60)));
  const date = moment.toUTCString().replace('GMT', '+0000');
  const subject = `${WORDS[pick(WORDS.length)]} ${WORDS[pick(WORDS.length)]} ${pick(9_999)}`;
  const original = makeOriginal(random, { ip, user, date, subject, index });
  const head = [
    `Return-Path: <fbl@feedback.example.net>`,
    `Received: from out${pick(9)}.feedback.example.net (out.feedback.example.net [203.0.113.${pick(256)}])`,
    `\tby mx.example.com (Postfix) with ESMTPS id ${pick(1e9).toString(16).toUpperCase()}`,
    `\tfor <fbl@example.com>; ${date}`,
    `From: Feedback <fbl@feedback.example.net>`,
    `To: fbl@example.com`,
    `Subject: =?utf-8?B?${Buffer.from(`FW: ${subject}`).toString('base64')}?=`,
    `Date: ${date}`,
    `Message-ID: <${index}.${pick(1e9)}@feedback.example.net>`,
    `MIME-Version: 1.0`,
    `Content-Type: multipart/report; report-type=feedback-report;`,
    `\tboundary="${boundary}"`,
    '',
    `--${boundary}`,
    `Content-Type: text/plain; charset=us-ascii`,
    '',
    `This is a complaint about a message received from ${ip}.`,
    '',
    `--${boundary}`,
    `Content-Type: message/feedback-report`,
    '',
    `Feedback-Type: abuse`,
    `User-Agent: Example-Feedback/2.0`,
    `Version: 1`,
    `Original-Mail-From: <${user}@customer.example>`,
    `Original-Rcpt-To: <reader${pick(90_000)}@example.net>`,
    `Arrival-Date: ${date}`,
    `Source-IP: ${ip}`,
    `Reported-Domain: customer.example`,
    `Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=customer.example;`,
    `\tdkim=pass header.d=customer.example`,
    '',
    `--${boundary}`,
    `Content-Type: message/rfc822`,
    '',
    ...original,
  ];
  return fill(head, `--${boundary}--`, random, sizeBytes);
}

interface Original {
  ip: string;
  user: string;
  date: string;
  subject: string;
  index: number;
}

function makeOriginal(random: () => number, of: Original): string[] {
  const hex = (length: number): string =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return [
    `Return-Path: <${of.user}@customer.example>`,
    `Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=customer.example`,
    `Received: from out.example.com (out.example.com [${of.ip}])`,
    `\tby mx.example.net (Postfix) with ESMTPS id ${hex(10).toUpperCase()}`,
    `\tfor <reader@example.net>; ${of.date}`,
    `Received: from [198.19.0.${of.index % 256}] (unknown [198.19.0.${of.index % 256}])`,
    `\t(Authenticated sender: ${of.user}@customer.example)`,
    `\tby out.example.com (Postfix) with ESMTPSA id ${hex(10).toUpperCase()};`,
    `\t${of.date}`,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=customer.example; s=k1;`,
    `\th=from:to:subject:date:message-id; bh=${hex(44)};`,
    `\tb=${hex(72)}`,
    `\t ${hex(72)}`,
    `\t ${hex(72)}`,
    `From: "Shop" <${of.user}@customer.example>`,
    `To: reader@example.net`,
    `Subject: =?utf-8?Q?${of.subject.replaceAll(' ', '_').replaceAll('ä', '=C3=A4')}?=`,
    `Date: ${of.date}`,
    `Message-ID: <${hex(24)}@customer.example>`,
    `List-Unsubscribe: <mailto:leave@customer.example>`,
    `MIME-Version: 1.0`,
    `Content-Type: multipart/alternative; boundary="alt_${of.index}"`,
    '',
    `--alt_${of.index}`,
    `Content-Type: text/plain; charset=utf-8`,
    `Content-Transfer-Encoding: quoted-printable`,
    '',
  ];
}

/** Text, then HTML, both quoted-printable, up to the size wanted; then the last delimiters. */
function fill(head: readonly string[], last: string, random: () => number, sizeBytes: number): string {
  const lines = [...head];
  const alternative = head.find((line) => line.startsWith('--alt_')) ?? '';
  let size = lines.reduce((sum, line) => sum + line.length + 2, 0);
  const htmlFrom = size + (sizeBytes - size) / 4;
  let isHtml = false;
  while (size < sizeBytes) {
    if (!isHtml && size > htmlFrom) {
      isHtml = true;
      lines.push('', alternative, 'Content-Type: text/html; charset=utf-8');
      lines.push('Content-Transfer-Encoding: quoted-printable', '', '<html><body>');
    }
    const words = Array.from({ length: 5 }, () => WORDS[Math.floor(random() * WORDS.length)]);
    const text = words.join(' ').replaceAll('ä', '=C3=A4');
    const line = isHtml
      ? `<p><a href=3D"https://customer.example/?c=3D${size}">=\r\n${text}</a></p>`
      : `${text}=20`;
    lines.push(line);
    size += line.length + 2;
  }
  return [...lines, '</body></html>', `${alternative}--`, '', last, ''].join('\r\n');
}
