// The outer header: what the provider's own MX writes above a mail that it delivers to a complaint alias.
// Promise: Authentication-Results of mx1 stands topmost and says the truth; whatever a forger wrote stands below it.
// Source: RFC 8601 §5 (the border MTA's field is the topmost); Postfix local delivery fields.

import { after, berlinDate, mailDate } from './calendar';
import { encodedWords } from './encode';
import { AUTHSERV_ID } from './network';
import { dkimSignature } from './original';
import { queueId } from './queue-id';
import { HEX, LOWER_AND_DIGITS, type Random } from './random';

/** A mail before delivery, as its sender's MTA hands it over. */
export interface Outgoing {
  /** Envelope sender without brackets; empty for the null sender. */
  envelopeFrom: string;
  /** The whole From value, with display name. */
  from: string;
  fromDomain: string;
  to: string;
  /** Not yet encoded. */
  subject: string;
  mta: { name: string; ip: string };
  /** The signing domain; null where nobody signed. */
  dkimDomain: string | null;
  /** What mx1 found: `pass` for the real sender, `fail` for somebody else in its name, `none` without a policy. */
  authentic: 'pass' | 'fail' | 'none';
  /** Further fields above the Content fields. */
  fields: readonly string[];
  /** The Content-Type field and its like. */
  contentFields: string;
  body: string;
}

/** The whole mail as it lies in the Maildir. */
export function deliver(mail: Outgoing, receivedAt: Date, random: Random): Buffer {
  const sentAt = after(receivedAt, -random.between(1, 20) * 1000);
  const header = [
    `Return-Path: <${mail.envelopeFrom}>`,
    `Delivered-To: ${mail.to}`,
    authenticationResults(mail, random),
    `Received: from ${mail.mta.name} (${mail.mta.name} [${mail.mta.ip}])\n` +
      '\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n' +
      `\tby ${AUTHSERV_ID} (Postfix) with ESMTPS id ${queueId(receivedAt, random)}\n` +
      `\tfor <${mail.to}>; ${berlinDate(receivedAt)}`,
    ...(mail.dkimDomain === null ? [] : [dkimSignature(mail.dkimDomain, sentAt, random)]),
    `From: ${mail.from}`,
    `To: <${mail.to}>`,
    `Subject: ${encodedWords(mail.subject)}`,
    `Date: ${mailDate(sentAt, 0)}`,
    `Message-ID: <${random.text(LOWER_AND_DIGITS, 20)}@${mail.mta.name}>`,
    ...mail.fields,
    'MIME-Version: 1.0',
    mail.contentFields,
  ];
  return Buffer.from(`${header.join('\n')}\n\n${mail.body}\n`, 'utf8');
}

function authenticationResults(mail: Outgoing, random: Random): string {
  const head = `Authentication-Results: ${AUTHSERV_ID};\n\t`;
  const dkim =
    mail.dkimDomain === null
      ? 'dkim=none'
      : `dkim=pass (2048-bit key) header.d=${mail.dkimDomain} header.i=@${mail.dkimDomain} header.s=s2026 header.b=${random.text(HEX, 8)}`;
  const dmarc = `dmarc=${mail.authentic} header.from=${mail.fromDomain}`;
  if (mail.envelopeFrom === '') {
    const helo = mail.authentic === 'pass' ? 'pass' : 'none';
    return `${head}${dkim};\n\tspf=${helo} smtp.helo=${mail.mta.name};\n\t${dmarc}`;
  }
  const says = { pass: 'designates', fail: 'does not designate', none: 'says nothing about' }[mail.authentic];
  return (
    `${head}${dkim};\n\tspf=${mail.authentic} (${AUTHSERV_ID}: domain of ${mail.envelopeFrom} ${says} ${mail.mta.ip} as permitted sender)` +
    ` smtp.mailfrom=${mail.envelopeFrom};\n\t${dmarc}`
  );
}
