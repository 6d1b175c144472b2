// The mail that is complained about, as the complainant's provider held it: header with our own hops, and body.
// Promise: our Received lines have the form Postfix writes; the one route without a hop of ours has none.
// Source: RFC 5321 §4.4; Postfix smtpd_sasl_authenticated_header and virtual alias forwarding; Exim's
// received_header_text.

import { type Body, writeBody } from './body';
import { after, berlinDate, berlinOffsetMinutes, mailDate, MINUTE } from './calendar';
import { encodedWords, phrase } from './encode';
import { OUTSIDER } from './network';
import { BASE64, HEX, LOWER_AND_DIGITS, type Random } from './random';
import { sentMailOf } from './sent-mail';
import { themeOf } from './themes';
import type { Theme } from './themes/types';
import type { ComplaintPlan, SentMail } from './types';

export interface Original {
  plan: ComplaintPlan;
  theme: Theme;
  /** Envelope sender without brackets; empty for the null sender. */
  mailFrom: string;
  /** Header From: the address alone. */
  fromAddress: string;
  /** The complainant's full address. */
  rcptTo: string;
  subject: string;
  /** Without angle brackets. */
  messageId: string;
  sourceIp: string;
  sourcePort: number;
  /** When the complainant's provider took it. */
  arrivedAt: Date;
  dkimDomain: string;
  /** Header without To; every shape has its own way with the recipient. */
  fieldsBeforeTo: string;
  fieldsAfterTo: string;
  body: Body;
}

/** Writes the reported mail of a plan. */
export function writeOriginal(plan: ComplaintPlan, random: Random): Original {
  const theme = themeOf(plan.themeId);
  const sent = sentMailOf(plan);
  const rcptTo = sent.recipients[0];
  const number = String(random.between(1200, 98_999));
  const subject = random.pick(theme.subjects).replace('{n}', number);
  const arrivedAt = after(plan.sentAt, random.between(2, 40) * 1000);
  const body = writeBody(theme, plan.account.domain, random.between(900, 9000), random);
  return {
    plan,
    theme,
    rcptTo,
    subject,
    messageId: sent.messageId,
    sourceIp: plan.route === 'never-ours' ? sent.client.ip : sent.host.ip,
    arrivedAt,
    body,
    mailFrom: sent.mailFrom,
    fromAddress: sent.fromAddress,
    dkimDomain: sent.dkimDomain,
    sourcePort: random.between(1024, 65535),
    fieldsBeforeTo: [
      `Return-Path: <${sent.mailFrom}>`,
      ...receivedLines(sent, arrivedAt, random),
      ...(plan.route === 'never-ours' ? [] : [dkimSignature(sent.dkimDomain, plan.sentAt, random)]),
      `From: ${phrase(sent.displayName)} <${sent.fromAddress}>`,
    ].join('\n'),
    fieldsAfterTo: [
      `Subject: ${encodedWords(subject, random.chance(0.3) ? 'Q' : 'B')}`,
      `Date: ${mailDate(plan.sentAt, random.pick([60, 120, 0]))}`,
      `Message-ID: <${sent.messageId}>`,
      ...listFields(theme, sent),
      ...(body.fields.startsWith('MIME-Version') ? [] : ['MIME-Version: 1.0']),
      body.fields,
    ].join('\n'),
  };
}

function receivedLines(sent: SentMail, arrivedAt: Date, random: Random): string[] {
  const { route, host, client, queueId, sentAt } = sent;
  const rcptTo = sent.recipients[0];
  const from =
    route === 'never-ours'
      ? `${client.host} (${client.host} [${client.ip}])`
      : `${host.name} (${host.name} [${host.ip}])`;
  const outer =
    `Received: from ${from}\n\tby mx${random.between(1, 4)}.${rcptTo.slice(rcptTo.indexOf('@') + 1)} with ESMTPS ` +
    `id ${random.text(LOWER_AND_DIGITS, 12)}\n\tfor <${rcptTo}>; ${mailDate(arrivedAt, 0)}`;
  if (route === 'never-ours') return [outer];
  if (route === 'web-script') return [outer, eximLine(sent)];
  const end = `by ${host.name} (Postfix) with`;
  if (route === 'submitted') {
    // Postfix names the recipient where there is one alone.
    const recipient = sent.recipients.length === 1 ? `\n\tfor <${rcptTo}>` : '';
    return [
      outer,
      `Received: from [${client.ip}] (${client.host} [${client.ip}])\n${TLS}\n` +
        `\t(Authenticated sender: ${sent.account.login})\n\t${end} ESMTPSA id ${queueId}` +
        `${recipient}; ${berlinDate(sentAt)}`,
    ];
  }
  const handedOver = after(sentAt, -MINUTE / 2);
  return [
    outer,
    `Received: from ${OUTSIDER.name} (${OUTSIDER.name} [${OUTSIDER.ip}])\n${TLS}\n\t${end} ESMTPS id ${queueId}\n` +
      `\tfor <${sent.account.login}>; ${berlinDate(sentAt)}`,
    `Received: from [${client.ip}] by ${OUTSIDER.name} with SMTP id ${random.text(HEX, 10)};\n\t${mailDate(handedOver, 0)}`,
  ];
}

/** What Exim writes above a mail that a local program gave it. */
function eximLine({ account, host, mailFrom, queueId, recipients, sentAt }: SentMail): string {
  const user = account.login.slice(0, account.login.indexOf('@'));
  return (
    `Received: from ${user} by ${host.name} with local (Exim 4.98)\n\t(envelope-from <${mailFrom}>)\n` +
    `\tid ${queueId}\n\tfor ${recipients[0]}; ${mailDate(sentAt, berlinOffsetMinutes(sentAt))}`
  );
}

const TLS =
  '\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\n' +
  '\t key-exchange X25519 server-signature ECDSA (prime256v1) server-digest SHA256)\n' +
  '\t(No client certificate requested)';

function listFields(theme: Theme, { fromAddress, dkimDomain, recipients }: SentMail): string[] {
  if (theme.sort !== 'bulk') return [];
  const link = `https://www.${dkimDomain}/abmelden?uid=${subscriberNumber(recipients[0])}`;
  return [
    `List-Unsubscribe: <${link}>,\n\t<mailto:${fromAddress}?subject=abmelden>`,
    `List-Id: <rundbrief.${dkimDomain}>`,
    'Precedence: bulk',
  ];
}

/** The number under which the sender's list knows a recipient: the same for one address always. */
function subscriberNumber(recipient: string): number {
  let number = 7;
  for (const letter of recipient) number = (number * 31 + letter.charCodeAt(0)) % 90_000;
  return 10_000 + number;
}

/** A signature of plausible form; nothing in it verifies. */
export function dkimSignature(domain: string, signedAt: Date, random: Random): string {
  const signature = random.text(BASE64, 160);
  return (
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=s2026;\n` +
    `\tt=${Math.floor(signedAt.getTime() / 1000)}; h=from:to:subject:date:message-id:mime-version;\n` +
    `\tbh=${random.text(BASE64, 43)}=;\n\tb=${signature.slice(0, 70)}\n\t ${signature.slice(70, 142)}\n\t ${signature.slice(142)}==`
  );
}
