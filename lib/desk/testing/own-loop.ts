// Subscribers and mails of our own feedback loop for tests: a newsletter sender with a key in the DNS, the mails that came
// to our users, and the reports about them.

import { generateKeyPairSync } from 'node:crypto';
import type { TestDatabase } from '@/lib/db/testing';
import { signMail } from '@/lib/smtp/build-mail';
import type { OwnLoopRole } from '@/lib/own-loop/lmtp-identities';
import { proveOwnLoopDomain } from '../prove-own-loop-domain';
import { saveSubscriber } from '../save-subscriber';
import { sendOwnLoopCode } from '../send-own-loop-code';
import { storeMails } from './desk';

const sender = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** Answers for the sender's key alone; `isDown`: no name server answers. */
export const zone = { isDown: false };
export function resolveKey(name: string): Promise<string[][]> {
  if (!zone.isDown && name === 's1._domainkey.news.example.net')
    return Promise.resolve([[`v=DKIM1; k=rsa; p=${sender.publicKey.toString('base64')}`]]);
  return Promise.reject(Object.assign(new Error(name), { code: zone.isDown ? 'ESERVFAIL' : 'ENOTFOUND' }));
}

/** An active subscriber for example.net and 203.0.113.0/24. */
export async function addSubscriber(admin: { id: number }, perHour = 100): Promise<number> {
  const saved = await saveSubscriber(
    {
      id: null,
      seen: null,
      body: {
        organisation: 'Werbewelle',
        reportAddress: 'fbl@example.net',
        domains: ['example.net'],
        ranges: ['203.0.113.0/24'],
        perHour,
        perDay: 1000,
        note: null,
      },
    },
    admin,
  );
  const subscriberId = saved.ok ? saved.data.id : 0;
  const domainId = 1;
  await sendOwnLoopCode({ subscriberId, domainId, mailbox: 'postmaster' }, admin, { code: 'ABCD-EFGH-JKMN' });
  await proveOwnLoopDomain({ subscriberId, domainId, code: 'ABCDEFGHJKMN' }, admin);
  return subscriberId;
}

/** The line that our mail exchanger writes. */
export const ownLine = (ip: string, name = 'out.example.net') =>
  `Received: from ${name} (${name} [${ip}]) by mail1.example.com with ESMTPS id A1\r\n\tfor <erika.muster@example.com>; Sun, 22 Nov 2026 09:00:00 +0000\r\n`;

const content = (serial: number) =>
  [
    'From: Angebote <angebote@news.example.net>',
    'To: "Erika Muster" <erika.muster@example.com>',
    `Subject: Erika, nur heute (${serial})`,
    `Message-ID: <${serial}.1@news.example.net>`,
    'Date: Sun, 22 Nov 2026 09:00:00 +0000',
    '',
    'Hallo Erika Muster!',
    '',
  ].join('\r\n');

/** The sender's mail as it lies in the user's mailbox, below `lines`. */
export const delivered = (lines = ownLine('203.0.113.9'), serial = 1) =>
  Buffer.from(`Delivered-To: erika.muster@example.com\r\n${lines}${content(serial)}`);

/** The same with the sender's signature. */
export async function signed(lines = ownLine('198.51.100.9'), serial = 1): Promise<Buffer> {
  const raw = Buffer.from(content(serial));
  const own = await signMail(raw, {
    domain: 'news.example.net',
    selector: 's1',
    privateKey: sender.privateKey,
  });
  return Buffer.concat([Buffer.from(`Delivered-To: erika.muster@example.com\r\n${lines}`), own]);
}

/** Lines above a report that a machine of ours sent, somebody who signed in, and a stranger. */
export const from = {
  machine:
    'Received: from imap.example.com (localhost [127.0.0.1]) by mail1.example.com with ESMTP id B1; Sun, 22 Nov 2026 09:05:00 +0000\r\n',
  user: 'Received: from [10.0.0.7] (dsl.example.org [198.51.100.77]) (Authenticated sender: erika.muster@example.com)\r\n\tby mail1.example.com (Postfix) with ESMTPSA id B2; Sun, 22 Nov 2026 09:05:00 +0000\r\n',
  stranger:
    'Received: from mail1.example.com (mx.example.org [198.51.100.66]) by mail1.example.com with ESMTPS id B3; Sun, 22 Nov 2026 09:05:00 +0000\r\n',
};

/** A report of a click: the mails attached. */
export function click(mails: readonly Buffer[], lines = from.machine, serial = 1): Buffer {
  const parts = mails.flatMap((mail) => [
    Buffer.from('\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n'),
    mail,
  ]);
  const head = `${lines}From: erika.muster@example.com\r\nTo: spam@example.com\r\nSubject: Spam ${serial}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSpam\r\n`;
  return Buffer.concat([Buffer.from(head), ...parts, Buffer.from('\r\n--b--\r\n')]);
}

/** Stores a mail as the mailbox of this role took it; by LMTP where `kind` says so. */
export async function deliver(
  db: TestDatabase,
  raw: Buffer,
  role: OwnLoopRole | 'complaints',
  kind: 'imap' | 'lmtp' = 'imap',
): Promise<number> {
  const [id = 0] = await storeMails(db, [{ raw }]);
  await db.sql`
    INSERT INTO mailbox (name, kind, role) VALUES (${`${role} ${kind}`}, ${kind}::mailbox_kind, ${role})
    ON CONFLICT (name) DO NOTHING`;
  await db.sql`
    INSERT INTO delivery (mailbox_id, uid_validity, uid, raw_message_id)
    SELECT id, 1, ${String(id)}, ${id} FROM mailbox WHERE name = ${`${role} ${kind}`}`;
  return id;
}
