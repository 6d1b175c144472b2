// The mail that is complained about, as the complainant's provider held it: header with our own hops, and body.
// Promise: our Received lines have the form Postfix writes; the one route without a hop of ours has none.
// Source: RFC 5321 §4.4; Postfix smtpd_sasl_authenticated_header, pickup and virtual alias forwarding.

import { type Body, writeBody } from './body';
import { after, berlinDate, mailDate, MINUTE } from './calendar';
import { encodedWords, phrase } from './encode';
import { type ClientAddress, clientIn, MAIL_HOSTS, MX_HOST, type OwnHost, OWN_HOSTS } from './network';
import { programOf } from './programs';
import { queueId } from './queue-id';
import { BASE64, HEX, LOWER_AND_DIGITS, type Random } from './random';
import { themeOf } from './themes';
import type { Theme } from './themes/types';
import type { ComplaintPlan } from './types';

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

interface Identity {
  mailFrom: string;
  fromAddress: string;
  displayName: string;
  dkimDomain: string;
  host: OwnHost;
}

const OUTSIDER: OwnHost = { name: 'relay.werbewelle.example', ip: '203.0.113.201' };
const THIEF_COUNTRIES = ['RU', 'VN', 'BR', 'NG', 'US', 'PL'];

/** Writes the reported mail of a plan. */
export function writeOriginal(plan: ComplaintPlan, random: Random): Original {
  const theme = themeOf(plan.themeId);
  const identity = identityOf(plan, random);
  const client = clientIn(theme.sort === 'hijack' ? random.pick(THIEF_COUNTRIES) : 'DE', random);
  const rcptTo = `${plan.complainant}@${complainantDomain(plan)}`;
  const number = String(random.between(1200, 98_999));
  const subject = random.pick(theme.subjects).replace('{n}', number);
  const messageId = `${random.text(LOWER_AND_DIGITS, 18)}@${identity.dkimDomain}`;
  const arrivedAt = after(plan.sentAt, random.between(2, 40) * 1000);
  const sourceIp = plan.route === 'never-ours' ? client.ip : identity.host.ip;
  const body = writeBody(theme, plan.account.domain, random.between(900, 9000), random);
  return {
    plan,
    theme,
    rcptTo,
    subject,
    messageId,
    sourceIp,
    arrivedAt,
    body,
    mailFrom: identity.mailFrom,
    fromAddress: identity.fromAddress,
    dkimDomain: identity.dkimDomain,
    sourcePort: random.between(1024, 65535),
    fieldsBeforeTo: [
      `Return-Path: <${identity.mailFrom}>`,
      ...receivedLines(plan, identity, client, rcptTo, arrivedAt, random),
      ...(plan.route === 'never-ours' ? [] : [dkimSignature(identity.dkimDomain, plan.sentAt, random)]),
      `From: ${phrase(identity.displayName)} <${identity.fromAddress}>`,
    ].join('\n'),
    fieldsAfterTo: [
      `Subject: ${encodedWords(subject, random.chance(0.3) ? 'Q' : 'B')}`,
      `Date: ${mailDate(plan.sentAt, random.pick([60, 120, 0]))}`,
      `Message-ID: <${messageId}>`,
      ...listFields(theme, identity),
      ...(body.fields.startsWith('MIME-Version') ? [] : ['MIME-Version: 1.0']),
      body.fields,
    ].join('\n'),
  };
}

/** The domain a plan's complainant has the mailbox at; always the same for the same person. */
export function complainantDomain(plan: ComplaintPlan): string {
  const domains = programOf(plan.program).complainantDomains;
  return domains[plan.complainant.length % domains.length] as string;
}

function identityOf(plan: ComplaintPlan, random: Random): Identity {
  const { account } = plan;
  const host = OWN_HOSTS.find((candidate) => candidate.name === account.host) ?? MAIL_HOSTS[0] ?? MX_HOST;
  if (plan.route === 'forwarded' || plan.route === 'forwarded-srs') {
    const sender = `angebote${random.between(1, 9)}@werbewelle.example`;
    const tag = `SRS0=${random.text(BASE64.slice(0, 52), 4)}=${random.text(BASE64.slice(0, 26), 2)}`;
    const rewritten = `${tag}=werbewelle.example=${sender.slice(0, sender.indexOf('@'))}@${account.domain}`;
    return {
      mailFrom: plan.route === 'forwarded' ? sender : rewritten,
      fromAddress: sender,
      displayName: 'Werbewelle Angebote',
      dkimDomain: 'werbewelle.example',
      host: MX_HOST,
    };
  }
  const address = account.kind === 'site' ? `shop@${account.domain}` : account.login;
  const mailFrom = account.kind === 'site' ? account.login : address;
  return {
    mailFrom,
    fromAddress: address,
    displayName: account.displayName,
    dkimDomain: account.domain,
    host,
  };
}

function receivedLines(
  plan: ComplaintPlan,
  identity: Identity,
  client: ClientAddress,
  rcptTo: string,
  arrivedAt: Date,
  random: Random,
): string[] {
  const from =
    plan.route === 'never-ours'
      ? `${client.host} (${client.host} [${client.ip}])`
      : `${identity.host.name} (${identity.host.name} [${identity.host.ip}])`;
  const outer =
    `Received: from ${from}\n\tby mx${random.between(1, 4)}.${rcptTo.slice(rcptTo.indexOf('@') + 1)} with ESMTPS ` +
    `id ${random.text(LOWER_AND_DIGITS, 12)}\n\tfor <${rcptTo}>; ${mailDate(arrivedAt, 0)}`;
  if (plan.route === 'never-ours') return [outer];
  const id = queueId(plan.sentAt, random);
  const end = `by ${identity.host.name} (Postfix) with`;
  if (plan.route === 'web-script') {
    const uid = plan.account.login.slice(3, plan.account.login.indexOf('@'));
    return [
      outer,
      `Received: by ${identity.host.name} (Postfix, from userid ${uid})\n\tid ${id}; ${berlinDate(plan.sentAt)}`,
    ];
  }
  if (plan.route === 'submitted') {
    return [
      outer,
      `Received: from [${client.ip}] (${client.host} [${client.ip}])\n${TLS}\n` +
        `\t(Authenticated sender: ${plan.account.login})\n\t${end} ESMTPSA id ${id}\n` +
        `\tfor <${rcptTo}>; ${berlinDate(plan.sentAt)}`,
    ];
  }
  const handedOver = after(plan.sentAt, -MINUTE / 2);
  return [
    outer,
    `Received: from ${OUTSIDER.name} (${OUTSIDER.name} [${OUTSIDER.ip}])\n${TLS}\n\t${end} ESMTPS id ${id}\n` +
      `\tfor <${plan.account.login}>; ${berlinDate(plan.sentAt)}`,
    `Received: from [${client.ip}] by ${OUTSIDER.name} with SMTP id ${random.text(HEX, 10)};\n\t${mailDate(handedOver, 0)}`,
  ];
}

const TLS =
  '\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\n' +
  '\t key-exchange X25519 server-signature ECDSA (prime256v1) server-digest SHA256)\n' +
  '\t(No client certificate requested)';

function listFields(theme: Theme, { fromAddress, dkimDomain }: Identity): string[] {
  if (theme.sort !== 'bulk') return [];
  return [
    `List-Unsubscribe: <mailto:${fromAddress}?subject=abmelden>`,
    `List-Id: <rundbrief.${dkimDomain}>`,
    'Precedence: bulk',
  ];
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
