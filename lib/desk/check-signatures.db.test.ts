// Who sent a report, end to end: signatures checked against a zone of the test, what an outage of the DNS does, and that
// reading a mail again gives the same trust after its signer's key is gone.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { useTxtResolver } from '@/lib/dns/resolver';
import { Zone } from '@/lib/reporters/testing/zone';
import { processBatch } from './process-batch';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

const loopDomain = 'loop-a.example.net';
let db: TestDatabase;
let zone: Zone;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loopDomain]);
  zone = new Zone().addSigner(loopDomain).addSigner('other.example.org');
  useTxtResolver(zone.resolve);
});
afterEach(async () => {
  useTxtResolver(undefined);
  await db.drop();
});

/** A report that no mail exchanger of ours stamped. */
function unstamped(serial: number, from = `fbl@${loopDomain}`): Buffer {
  const mail = arfMail({ loop: null, from, sender: 'a@example.com', serial }).toString('latin1');
  return Buffer.from(mail.replace(/^Authentication-Results:.*\r\n/m, ''), 'latin1');
}

const report = async (): Promise<Record<string, unknown>[]> =>
  db.sql`SELECT trust, trust_factor, reporter_key, extensions FROM report ORDER BY id`;
const evidence = (row: Record<string, unknown> | undefined): string[] =>
  (row?.['extensions'] as { reporter: { evidence: { code: string }[] } }).reporter.evidence.map(
    ({ code }) => code,
  );
const mailState = async (): Promise<unknown> =>
  (await db.sql`SELECT state, attempts, claimed_until > now() AS waits FROM raw_message`)[0];
const endWaiting = (): Promise<unknown> =>
  db.sql`UPDATE raw_message SET claimed_until = now() - interval '1 second'`;
const later =
  (minutes: number): (() => Date) =>
  () =>
    new Date(Date.now() + minutes * 60_000);

describe('a report that no mail exchanger of ours judged', () => {
  it('of a loop is verified by its signature', async () => {
    await storeMails(db, [{ raw: await zone.sign(unstamped(1), loopDomain) }]);
    await drain();
    const [row] = await report();
    expect(row).toMatchObject({ trust: 'verified', trust_factor: 1 });
    expect(evidence(row)).toContain('dkim-verified');
  });

  it('is signed where an unknown domain signs for its own From, unauthenticated where for another’s', async () => {
    await storeMails(db, [
      { raw: await zone.sign(unstamped(1, 'abuse@other.example.org'), 'other.example.org') },
      { raw: await zone.sign(unstamped(2), 'other.example.org') },
      { raw: unstamped(3) },
      {
        raw: Buffer.from(
          (await zone.sign(unstamped(4), loopDomain))
            .toString('latin1')
            .replace('a@example.com', 'b@example.com'),
          'latin1',
        ),
      },
    ]);
    await drain();
    expect((await report()).map((row) => row['trust'])).toEqual([
      'signed',
      'unauthenticated',
      'unauthenticated',
      'unauthenticated',
    ]);
  });

  it('asks for no key where a mail exchanger of ours spoke, nor for mail that is no complaint', async () => {
    await storeMails(db, [
      { raw: await zone.sign(arfMail({ loop: loopDomain, sender: 'a@example.com', serial: 1 }), loopDomain) },
      {
        raw: await zone.sign(
          Buffer.from('From: x@other.example.org\r\nSubject: Hallo\r\n\r\nGuten Tag\r\n'),
          'other.example.org',
        ),
      },
    ]);
    await drain();
    expect(zone.asked).toEqual([]);
  });

  it('with two From fields is nobody’s, whoever judged its signature', async () => {
    const second = Buffer.from(`From: Feedback <fbl@${loopDomain}>\r\n`);
    const stamped = arfMail({ loop: loopDomain, sender: 'a@example.com', serial: 1 });
    const signed = await zone.sign(unstamped(2), loopDomain);
    await storeMails(db, [
      { raw: Buffer.concat([second, stamped]) },
      { raw: Buffer.concat([second, signed]) },
    ]);
    await drain();
    const rows = await report();
    expect(rows.map((row) => row['trust'])).toEqual(['unauthenticated', 'unauthenticated']);
  });

  it('that is a loop’s own mail and no complaint is checked too', async () => {
    const mail = `From: fbl@${loopDomain}\r\nTo: abuse@example.com\r\nSubject: Hallo\r\n\r\nGuten Tag\r\n`;
    await storeMails(db, [{ raw: await zone.sign(Buffer.from(mail), loopDomain) }]);
    await drain();
    expect(zone.asked).toEqual([`k1._domainkey.${loopDomain}`]);
  });

  it('keeps its trust when it is read again after its signer took the key away', async () => {
    const [id] = await storeMails(db, [{ raw: await zone.sign(unstamped(1), loopDomain) }]);
    await drain();
    zone.setRecord(`k1._domainkey.${loopDomain}`, null);
    await db.sql`UPDATE raw_message SET state = 'received', attempts = 0 WHERE id = ${id as number}`;
    await drain();
    expect(await report()).toMatchObject([{ trust: 'verified' }]);
  });
});

describe('while name servers do not answer', () => {
  beforeEach(async () => {
    await storeMails(db, [{ raw: await zone.sign(unstamped(1), loopDomain) }]);
    zone.isDown = true;
  });

  it('a report waits, its attempts uncounted, other mail does not, and it is verified when one answers', async () => {
    await storeMails(db, [{ raw: arfMail({ loop: loopDomain, sender: 'b@example.com', serial: 9 }) }]);
    expect(await processBatch()).toBe(2);
    expect(await report()).toMatchObject([{ trust: 'verified' }]);
    expect(await mailState()).toEqual({ state: 'received', attempts: 0, waits: true });
    expect(await processBatch()).toBe(0);
    zone.isDown = false;
    await endWaiting();
    await drain();
    expect((await report()).map((row) => row['trust'])).toEqual(['verified', 'verified']);
  });

  it('a report counts as unauthenticated after the configured time, and says why', async () => {
    for (let minutes = 0; minutes < 15; minutes += 5) {
      await processBatch(10, later(minutes));
      expect(await report()).toEqual([]);
      await endWaiting();
    }
    await processBatch(10, later(15));
    const [row] = await report();
    expect(row).toMatchObject({ trust: 'unauthenticated', trust_factor: 0.2 });
    expect(evidence(row)).toContain('dkim-temporary-error');
    expect(await db.sql`SELECT tries FROM signature_check`).toMatchObject([{ tries: 4 }]);
  });

  it('that never say anything hold up other mail for seconds at most', async () => {
    useTxtResolver(() => new Promise(() => undefined));
    await storeMails(db, [{ raw: arfMail({ loop: loopDomain, sender: 'b@example.com', serial: 9 }) }]);
    const started = Date.now();
    expect(await processBatch()).toBe(2);
    expect(Date.now() - started).toBeLessThan(6_000);
    expect(await report()).toMatchObject([{ trust: 'verified' }]);
    expect(await mailState()).toMatchObject({ state: 'received', waits: true });
  });

  it('a report waits only for a signature that could prove something', async () => {
    await db.sql`DELETE FROM raw_bytes`;
    await db.sql`DELETE FROM raw_message`;
    await storeMails(db, [{ raw: await zone.sign(unstamped(2, 'x@else.example'), 'other.example.org') }]);
    await drain();
    expect(await report()).toMatchObject([{ trust: 'unauthenticated' }]);
  });

  it('a report that a person reads again afterwards gets its trust back', async () => {
    await processBatch(10, later(0));
    await endWaiting();
    await processBatch(10, later(15));
    zone.isDown = false;
    await db.sql`UPDATE raw_message SET state = 'received', attempts = 0`;
    await processBatch(10, later(60));
    expect(await report()).toMatchObject([{ trust: 'verified' }]);
  });
});
