// What a report's own words may change about its weight: several incidents, redacted recipients, and the rule of CFBL that
// an unsigned report is not processed at all.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { rebuildAccounts } from './rebuild-accounts';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

const loop = 'loop-a.example.net';
let db: TestDatabase;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
});
afterEach(() => db.drop());

it('a report of nine incidents weighs five, in a line of its own, also when it is weighed anew', async () => {
  await storeMails(db, [
    { raw: arfMail({ loop, sender: 'a@example.com', serial: 1, extra: ['Incidents: 9'] }) },
    { raw: arfMail({ loop, sender: 'b@example.com', serial: 2 }) },
  ]);
  await drain();
  const rows = () => db.sql<{ value: number; lines: { code: string }[] }[]>`
    SELECT value, lines FROM complaint ORDER BY account_id`;
  const before = await rows();
  expect(before.map(({ value }) => value)).toEqual([15, 3]);
  expect(before[0]?.lines.at(-1)).toMatchObject({ code: 'incidents', factor: 5, detail: { incidents: 9 } });
  const ids = await db.sql<{ id: number }[]>`SELECT id FROM account WHERE complaints > 0 ORDER BY id`;
  await rebuildAccounts(ids.map(({ id }) => id));
  expect(await rows()).toEqual(before);
});

it('a report of nine incidents from somebody signed but unknown weighs one, also when it is weighed anew', async () => {
  const raw = arfMail({
    loop: 'unknown.example.net',
    sender: 'a@example.com',
    serial: 1,
    extra: ['Incidents: 9'],
  });
  await storeMails(db, [{ raw }]);
  await drain();
  const row = async () =>
    (
      await db.sql<{ value: number; accountId: number; lines: { code: string }[] }[]>`
        SELECT value, account_id AS "accountId", lines FROM complaint`
    )[0];
  const before = await row();
  expect(before?.value).toBeCloseTo(5 * 0.6 * 0.6);
  expect(before?.lines.map(({ code }) => code)).not.toContain('incidents');
  await rebuildAccounts([before?.accountId ?? 0]);
  expect(await row()).toEqual(before);
});

it('two people whose redacted names differ in case alone are two complainants, one repeats himself', async () => {
  // RFC 6590 §2: base64 of a digest.
  const tokens = [
    'rZ8cqXWGiKHzhz1MsFRGTysHia4=',
    'RZ8cqXWGiKHzhz1MsFRGTysHia4=',
    'rZ8cqXWGiKHzhz1MsFRGTysHia4=',
  ];
  await storeMails(
    db,
    tokens.map((token, serial) => ({
      raw: arfMail({ loop, sender: 'a@example.com', serial, complainant: `${token}@example.org` }),
    })),
  );
  await drain();
  const standings = await db.sql`SELECT standing FROM complaint ORDER BY report_id`;
  expect(standings.map((row) => row['standing'])).toEqual(['counted', 'counted', 'repeated']);
});

/** A report sent to the address that the reported mail names for complaints (RFC 9477). */
function cfblReport(serial: number, signer: string | null): Buffer {
  const mail = arfMail({ loop: signer, from: `fbl@${loop}`, sender: 'a@example.com', serial }).toString(
    'latin1',
  );
  const marked = mail.replace(
    /^Message-ID: <mail/m,
    'CFBL-Address: abuse@example.com; report=arf\r\nMessage-ID: <mail',
  );
  return Buffer.from(marked, 'latin1');
}

it('an unsigned report to a CFBL-Address is kept with its reason and counts for nobody', async () => {
  await storeMails(db, [{ raw: cfblReport(1, null) }, { raw: cfblReport(2, loop) }]);
  await drain();
  expect(await db.sql`SELECT state, format, reason_code, subject FROM raw_message ORDER BY id`).toEqual([
    { state: 'kept', format: 'arf', reason_code: 'cfbl-not-signed', subject: 'FW: Angebot' },
    { state: 'processed', format: 'arf', reason_code: null, subject: 'FW: Angebot' },
  ]);
  expect(await db.sql`SELECT trust FROM report`).toEqual([{ trust: 'verified' }]);
  expect(await db.sql`SELECT complaints FROM account`).toEqual([{ complaints: 1 }]);
});

it('a not-spam of a less trusted reporter, or of another feed, cancels nothing', async () => {
  const options = { sender: 'a@example.com', complainant: 'same@example.org' };
  await storeMails(db, [{ raw: arfMail({ ...options, loop, serial: 1 }) }]);
  await drain();
  await storeMails(db, [
    { raw: arfMail({ ...options, loop: null, from: `fbl@${loop}`, serial: 2, feedbackType: 'not-spam' }) },
    { raw: arfMail({ ...options, loop: 'other.example.org', serial: 3, feedbackType: 'not-spam' }) },
  ]);
  await drain();
  const standings = await db.sql`SELECT standing FROM complaint ORDER BY report_id`;
  expect(standings.map((row) => row['standing'])).toEqual(['counted', 'weightless', 'weightless']);
});

it('a not-spam of somebody who is not known takes back his own complaint and nobody else’s', async () => {
  const mailbox = { sender: 'a@example.com', loop: 'freemail.example.org' };
  const victim = 'victim@freemail.example.org';
  const abuse = (serial: number, from: string) =>
    arfMail({ ...mailbox, serial, from, complainant: from, feedbackType: 'abuse' });
  const notSpam = (serial: number, from: string) =>
    arfMail({ ...mailbox, serial, from, complainant: victim, feedbackType: 'not-spam' });
  await storeMails(db, [{ raw: abuse(1, victim) }]);
  await drain();
  const standing = async () => (await db.sql`SELECT standing FROM complaint ORDER BY report_id LIMIT 1`)[0];
  await storeMails(db, [{ raw: notSpam(2, 'spammer@freemail.example.org') }]);
  await drain();
  expect(await standing()).toEqual({ standing: 'counted' });
  await storeMails(db, [{ raw: notSpam(3, victim) }]);
  await drain();
  expect(await standing()).toEqual({ standing: 'cancelled' });
});

it('an unsigned mail of several reports is kept where any of them came to its CFBL-Address', async () => {
  const plain = arfMail({ loop: null, sender: 'b@example.com', serial: 2 });
  const parts = [plain, cfblReport(1, null)].map((mail) => {
    const text = mail.toString('latin1');
    return `--m\r\n${text.slice(text.indexOf('Content-Type: multipart/report'))}`;
  });
  const head =
    'From: a@forged.example.net\r\nTo: abuse@example.com\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n';
  await storeMails(db, [{ raw: Buffer.from(`${head}${parts.join('')}--m--\r\n`, 'latin1') }]);
  await drain();
  expect(await db.sql`SELECT state, reason_code FROM raw_message`).toEqual([
    { state: 'kept', reason_code: 'cfbl-not-signed' },
  ]);
});
