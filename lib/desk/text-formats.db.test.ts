// What complaints in text formats, and reports that say hardly anything, come to in the database.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { drain, prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

function fixture(folder: string, name: string): Buffer {
  return readFileSync(path.join(import.meta.dirname, '..', folder, 'fixtures', `${name}.eml`));
}

const reports = () => db.sql`SELECT * FROM report ORDER BY raw_message_id, ordinal`;

/** The shape of 2026: three machine fields, no recipient, no body. */
const BARE = `From: Reports <staff@loop-a.example.net>
To: abuse@example.com
Subject: complaint
Date: Tue, 03 Feb 2026 10:00:00 +0000
Content-Type: multipart/report; report-type=feedback-report; boundary=edge

--edge
Content-Type: text/plain

Somebody marked this mail.

--edge
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Loop/3.0
Version: 1

--edge
Content-Type: text/rfc822-headers

Return-Path: <news@example.com>
Delivered-To: REDACTED
Authentication-Results: mx.loop-a.example.net; spf=pass (sender IP is 198.51.100.77) smtp.mailfrom=news@example.com
Received: from out.shop.example ([198.51.100.77]) by mx.loop-a.example.net with ESMTPS id 9; Tue, 03 Feb 2026 09:59:00 +0000
From: News <news@example.com>
Subject: Sonderangebot
Message-ID: <m1@example.com>

--edge--
`;

it('what a bare report leaves out is read off its mail, marked, and seen by the attribution', async () => {
  await storeMails(db, [{ raw: Buffer.from(BARE) }]);
  await drain();
  const [row] = await reports();
  expect(row).toMatchObject({
    format: 'arf',
    source_ip: '198.51.100.77',
    original_mail_from: 'news@example.com',
    original_rcpt_to: [],
    complainant: null,
    derived: ['arrivalDate', 'originalMailFrom', 'sourceIp'],
  });
  expect(row?.['arrival_date']).toEqual(new Date('2026-02-03T09:59:00Z'));
  const [attribution] = await db.sql`SELECT evidence FROM attribution`;
  expect(JSON.stringify(attribution?.['evidence'])).toContain('198.51.100.77');
});

it('each format has its rows, each report of a mail its own, with kind and category', async () => {
  await storeMails(db, [
    { raw: fixture('complaint-text/jmrp', '001') },
    { raw: fixture('complaint-text/spamcop', '011') },
    { raw: fixture('xarf/text', '018') },
    { raw: fixture('xarf/text', '007') },
  ]);
  await drain();
  const rows = (await reports()).map((row) => [
    row['format'],
    row['kind'],
    row['category'],
    row['incidents'],
  ]);
  expect(rows).toEqual([
    ['jmrp', 'user', 'messaging/spam', 1],
    ['spamcop', 'trap', 'messaging/spam', 51],
    ['spamcop', 'user', 'messaging/spam', 4],
    ['spamcop', 'user', 'messaging/spam', 2],
    ['spamcop', 'trap', 'messaging/spam', 7],
    ['x-arf', 'automatic', 'connection/login_attack', 12],
    ['x-arf', 'automatic', 'connection/login_attack', 12],
    ['x-arf', 'trap', 'messaging/spam', 1],
    ['x-arf', 'fraud', 'content/phishing', 1],
  ]);
  const [jmrp] = await reports();
  expect(jmrp).toMatchObject({
    complainant: 'reader@mail.example',
    derived: ['arrivalDate', 'originalMailFrom', 'originalRcptTo'],
  });
  const states = await db.sql`SELECT DISTINCT state FROM raw_message`;
  expect(states.map((row) => row['state'])).toEqual(['processed']);
});

it('secured X-ARF is set before a person, a restricted one exists for no list', async () => {
  await storeMails(db, [{ raw: fixture('xarf/text', '021') }, { raw: fixture('xarf/text', '023') }]);
  await drain();
  const rows = await db.sql`SELECT state, reason_code, subject FROM raw_message ORDER BY id`;
  expect(rows[0]).toMatchObject({ state: 'to_check', reason_code: 'x-arf-secure' });
  expect(rows[1]).toMatchObject({ state: 'restricted', subject: null });
  expect(await reports()).toHaveLength(0);
});
