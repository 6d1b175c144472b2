// Mail exchangers of recipients' domains, on a real database: who is asked and when again, and what the coverage makes of it.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { MxLookup } from '@/lib/dns/mx';
import { forgetMx } from '@/lib/feedback-loops/mx-store';
import { readCoverage } from './read-coverage';
import { resolveRecipientDomains } from './resolve-recipient-domains';
import { prepareDesk } from './testing/desk';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = new Date();
const later = (ms: number) => new Date(now.getTime() + ms);
let db: TestDatabase;
let asked: string[] = [];

beforeEach(async () => {
  asked = [];
  db = await freshDatabase();
  await prepareDesk(db, []);
  await db.sql`INSERT INTO recipient_day VALUES (current_date - 1, 100, now())`;
  await db.sql`
    INSERT INTO recipient_domain_day VALUES (current_date - 1, 'school.example', 40),
      (current_date - 1, 'gmail.com', 30), (current_date - 1, 'shop.example', 20), (current_date - 1, 'gone.example', 10)`;
});
afterEach(() => db.drop());

const failure = (code: string) => Object.assign(new Error(code), { code });
const zone: Record<string, string[]> = {
  'school.example': ['mx-biz.mail.am0.yahoodns.net'],
  'shop.example': ['mail.shop.example'],
};
const lookup: MxLookup = (domain) => {
  asked.push(domain);
  const hosts = zone[domain];
  return hosts === undefined ? Promise.reject(failure('ENOTFOUND')) : Promise.resolve(hosts);
};
const down: MxLookup = (domain) => {
  asked.push(domain);
  return Promise.reject(failure('ETIMEOUT'));
};

describe('the exchangers of the domains that most mail goes to', () => {
  it('tell whose people sit behind a domain, and stand beside domains of which no program is known', async () => {
    const before = await readCoverage(null, now);
    expect(before.rows.find(({ program }) => program.id === 'yahoo-cfl')).toMatchObject({
      share: 0,
      hosted: 0,
    });
    expect(await resolveRecipientDomains(now, lookup)).toEqual({ asked: 3, failed: 0 });
    const { rows, unknownDomains } = await readCoverage(null, now);
    expect(rows[0]).toMatchObject({
      program: { id: 'yahoo-cfl' },
      state: 'open',
      share: 0.4,
      gap: 0.4,
      hosted: 40,
    });
    expect(rows.find(({ program }) => program.id === 'gmail')).toMatchObject({ share: 0.3, hosted: 0 });
    expect(unknownDomains.map(({ domain, host }) => [domain, host])).toEqual([
      ['shop.example', 'mail.shop.example'],
      ['gone.example', null],
    ]);
  });

  it('are asked for once, the largest first, and of no domain that a program lists', async () => {
    await resolveRecipientDomains(now, lookup);
    expect(asked).toEqual(['school.example', 'shop.example', 'gone.example']);
    await resolveRecipientDomains(later(2 * DAY), lookup);
    expect(asked).toHaveLength(3);
    await resolveRecipientDomains(later(4 * DAY), lookup);
    expect(asked.slice(3)).toEqual(['gone.example']);
    await resolveRecipientDomains(later(15 * DAY), lookup);
    expect(asked.slice(4)).toEqual(['school.example', 'shop.example', 'gone.example']);
  });

  it('stay known while nobody answers, and are soon asked for again', async () => {
    await resolveRecipientDomains(now, lookup);
    expect(await resolveRecipientDomains(later(15 * DAY), down)).toEqual({ asked: 3, failed: 3 });
    expect((await readCoverage(null, now)).rows[0]).toMatchObject({
      program: { id: 'yahoo-cfl' },
      share: 0.4,
    });
    asked = [];
    await resolveRecipientDomains(later(15 * DAY + 5 * HOUR), lookup);
    expect(asked).toEqual([]);
    await resolveRecipientDomains(later(15 * DAY + 7 * HOUR), lookup);
    expect(asked).toHaveLength(3);
  });

  it('are a part of the domains in one run, and few where no resolver answers', async () => {
    await db.sql`
      INSERT INTO recipient_domain_day SELECT current_date - 1, 'd' || n || '.example', 5 FROM generate_series(1, 300) n`;
    expect(await resolveRecipientDomains(now, down)).toMatchObject({ failed: 11 });
    expect(await resolveRecipientDomains(now, lookup)).toMatchObject({ asked: 200 });
    expect(await resolveRecipientDomains(now, lookup)).toMatchObject({ asked: 92 });
    expect(await resolveRecipientDomains(now, lookup)).toMatchObject({ asked: 0 });
  });

  it('go with the last day that has mail for the domain', async () => {
    await resolveRecipientDomains(now, lookup);
    await db.sql`DELETE FROM recipient_domain_day WHERE domain = 'gone.example'`;
    await forgetMx(db.sql);
    const kept = await db.sql<{ domain: string }[]>`SELECT domain FROM recipient_mx ORDER BY 1`;
    expect(kept.map(({ domain }) => domain)).toEqual(['school.example', 'shop.example']);
  });

  it('that break in a way nobody foresaw are no answer', async () => {
    await expect(resolveRecipientDomains(now, () => Promise.reject(new TypeError('broken')))).rejects.toThrow(
      'broken',
    );
  });
});
