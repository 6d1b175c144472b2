// The sample provider's mail: the same twice, reserved names only, and read as it is meant.

import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readReport } from '@/lib/formats/read-report';
import { leafParts, readMail } from '@/lib/mime/read-mail';
import { firstLoad, generate, trickle } from './generate';
import { countryOf, COUNTRY_BLOCKS } from './network';
import { createProvider } from './provider';
import type { SampleMessage } from './types';

const NOW = new Date('2026-11-21T09:30:00Z');
const provider = createProvider(1);
let load: SampleMessage[] = [];

beforeAll(() => {
  load = firstLoad(provider, NOW);
});

function digest(messages: Iterable<SampleMessage>): string {
  const hash = createHash('sha256');
  for (const { id, raw, receivedAt } of messages)
    hash.update(`${id} ${receivedAt.toISOString()}\n`).update(raw);
  return hash.digest('hex');
}

describe('determinism', () => {
  it('writes the same bytes for the same seed and anchor, whatever was generated between', () => {
    const before = digest(load);
    const loadBefore = digest(generate({ seed: 5, now: NOW, complaints: 300 }));
    digest(generate({ seed: 6, now: NOW, complaints: 50 }));
    expect(digest(firstLoad(createProvider(1), NOW))).toBe(before);
    expect(digest(generate({ seed: 5, now: NOW, complaints: 300 }))).toBe(loadBefore);
    expect(trickle(provider, NOW, NOW).raw.equals(trickle(createProvider(1), NOW, NOW).raw)).toBe(true);
  });

  it('writes other mail for another seed or another anchor', () => {
    expect(digest(firstLoad(createProvider(2), NOW))).not.toBe(digest(load));
    expect(digest(firstLoad(provider, new Date(NOW.getTime() + 1000)))).not.toBe(digest(load));
  });

  it('gives every message its own name and its own bytes', () => {
    expect(new Set(load.map(({ id }) => id)).size).toBe(load.length);
    expect(new Set(load.map(({ raw }) => createHash('sha256').update(raw).digest('hex'))).size).toBe(
      load.length,
    );
  });

  it('receives everything before the anchor, and the load over one week', () => {
    expect(load.every(({ receivedAt }) => receivedAt <= NOW)).toBe(true);
    const ages = [...generate({ seed: 1, now: NOW, complaints: 100 })].map(
      ({ receivedAt }) => NOW.getTime() - receivedAt.getTime(),
    );
    expect(Math.max(...ages)).toBeLessThanOrEqual(7 * 86_400_000);
    expect(Math.min(...ages)).toBeGreaterThan(0);
  });
});

const RESERVED = /(?:^|\.)(?:example|example\.(?:com|net|org))$/;
/** Words of headers that look like host names: method properties of RFC 8601. */
const NO_NAMES = new Set(['header.from', 'smtp.mailfrom', 'smtp.helo']);
const V4 = /^(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{1,3})\.\d{1,3}$/;

/** Host names, IPv4 and IPv6 addresses in a text that are not reserved. */
function foreignNames(text: string): string[] {
  const domains =
    text.replaceAll(/[^\s<>@"=]+@/g, '@').match(/(?<![\w.-])(?:[a-z0-9_-]+\.)+[a-z]{2,}(?![\w-])/gi) ?? [];
  const addresses = text.match(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/g) ?? [];
  const v6 = (text.match(/(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])/gi) ?? []).filter(
    (one) => !/^\d\d:/.test(one),
  );
  return [
    ...domains.filter((name) => !RESERVED.test(name.toLowerCase()) && !NO_NAMES.has(name.toLowerCase())),
    ...addresses.filter((address) => !V4.test(address)),
    ...v6.filter((address) => !address.toLowerCase().startsWith('2001:db8:')),
  ];
}

/** The text of a mail, and beside it everything that it holds in base64 (twice over) or encoded words, in clear. */
function clearText({ raw }: SampleMessage): string {
  const outer = raw.toString('utf8');
  const words = outer.match(/=\?UTF-8\?B\?[^?]*\?=/g) ?? [];
  const inner = base64Blocks(outer);
  const innermost = inner.flatMap(base64Blocks);
  const subjects = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString('utf8'));
  return withoutFileEndings([outer, ...inner, ...innermost, ...subjects].map(withoutSoftBreaks).join('\n'));
}

function base64Blocks(text: string): string[] {
  const blocks = text.match(/(?:^[A-Za-z0-9+/]{60,76}\n)+[A-Za-z0-9+/]*={0,2}$/gm) ?? [];
  return blocks.map((block) => Buffer.from(block, 'base64').toString('utf8'));
}

function withoutSoftBreaks(text: string): string {
  return text.replaceAll('=\n', '').replaceAll('=3D', '=');
}

/** The names of aggregate reports' files hold domains and end like one (RFC 7489 §7.2.1.1). */
function withoutFileEndings(text: string): string {
  return text.replaceAll(/!\d{10}!\d{10}\.xml\.gz/g, '');
}

describe('names and addresses', () => {
  it('the scan itself finds foreign names, also inside base64', () => {
    expect(
      foreignNames('see www.wikipedia.org and 8.8.8.8 or 2a00:1450:4001:82b::200e, <a@gmail.com>'),
    ).toHaveLength(4);
    const hidden = Buffer.from('x'.repeat(60) + ' mail.google.com '.repeat(5))
      .toString('base64')
      .replaceAll(/.{76}/g, '$&\n');
    const message = { raw: Buffer.from(`a\n\n${hidden}\n`) } as SampleMessage;
    expect(foreignNames(clearText(message))).toContain('mail.google.com');
  });

  it('are reserved ones in all of 5,000 messages', () => {
    const foreign = new Map<string, string>();
    const look = (message: SampleMessage): void => {
      for (const name of foreignNames(clearText(message)))
        foreign.set(name, `${message.intent.shape} ${message.id}`);
    };
    load.forEach(look);
    for (const message of generate({ seed: 3, now: NOW, complaints: 4_400 })) look(message);
    expect(Object.fromEntries(foreign)).toEqual({});
  });

  it('are reserved ones for customers too, with numbers from the ranges kept for film', () => {
    for (const customer of provider.customers) {
      expect(customer.contactEmail).toMatch(/\.example$/);
      expect(customer.phone).toMatch(/^\+49 (?:30 23125|40 66969|69 90009|89 99998|221 4710) \d{3}$/);
      expect(customer.accounts.map(({ login }) => login)).not.toContain(customer.contactEmail);
    }
  });
});

describe('shapes', () => {
  it('come out as they are meant, every kind of mail of the first load', () => {
    const wrong = load.flatMap(({ id, raw, intent }) => {
      const { outcome } = readReport(raw);
      return outcome === intent.outcome ? [] : [`${intent.shape} ${id}: ${outcome}`];
    });
    expect(wrong).toEqual([]);
    const counted = (outcome: string) => load.filter(({ intent }) => intent.outcome === outcome).length;
    expect(counted('report')).toBeGreaterThan(500);
    expect(counted('broken')).toBe(10);
    // Two of each kind; the newsletter only turns out to name nothing of ours when it is compared.
    expect(counted('not-a-report')).toBe(6);
    expect(counted('candidate')).toBe(10);
    expect(counted('other-mail')).toBe(12);
  });

  it('carry the feedback type, and the reported mail with its subject and date', () => {
    for (const { raw, intent } of load.filter(({ intent: { outcome } }) => outcome === 'report')) {
      const read = readReport(raw);
      if (read.outcome !== 'report') throw new Error(intent.shape);
      expect(read.report.feedbackType).toBe(intent.feedbackType);
      expect(read.reported?.subjectText).toBeTruthy();
      expect(read.reported?.sentAt).toMatch(/^20\d\d-/);
      expect(read.reported?.messageId).toBeTruthy();
    }
  });

  const first = (shape: string) => {
    const found = load.find(({ intent }) => intent.shape === shape);
    const read = readReport(found!.raw);
    if (read.outcome !== 'report') throw new Error(shape);
    return read;
  };

  it('Yahoo names a Received-Date and never an Arrival-Date', () => {
    const text = load.find(({ intent }) => intent.shape === 'yahoo-cfl')!.raw.toString();
    expect(text).toMatch(/^Received-Date: .* UTC$/m);
    expect(text).not.toMatch(/^Arrival-Date:/m);
    expect(first('yahoo-cfl').report.arrivalDate).toMatch(/Z$/);
  });

  it('JMRP gives no recipient anywhere and no body', () => {
    const jmrp = first('outlook-jmrp');
    expect(jmrp.report.originalRcptTo).toEqual([]);
    expect(jmrp.reported?.kind).toBe('headers');
    const all = load.filter(({ intent }) => intent.shape === 'outlook-jmrp');
    expect(all.filter(({ raw }) => /@(?:outlook|hotmail)-post\.example/.test(raw.toString()))).toEqual([]);
  });

  it('Comcast is multipart/mixed with every part in base64', () => {
    const message = load.find(({ intent }) => intent.shape === 'comcast')!;
    const mail = readMail(message.raw);
    if (mail.outcome === 'broken') throw new Error(mail.reason);
    expect(mail.root.type).toBe('multipart/mixed');
    expect(leafParts(mail.root)).toHaveLength(3);
    expect(message.raw.toString().match(/^Content-Transfer-Encoding: base64$/gm)).toHaveLength(3);
    expect(first('comcast').report.originalRcptTo[0]).toMatch(/^[0-9a-f]{32}@comcast-post\.example$/);
  });

  it('Mail.ru says the three mandatory fields and nothing else', () => {
    const { report, outer } = first('mail-ru');
    expect([report.feedbackType, report.userAgent, report.version]).toEqual([
      'abuse',
      'Email::ARF::Report/0.006',
      '0.1',
    ]);
    expect([report.arrivalDate, report.sourceIp, report.originalMailFrom]).toEqual([null, null, null]);
    expect(outer.returnPath).toBe('');
  });

  it('SpamCop munges recipient and Message-ID, Validity hashes the recipient, NiX Spam hides its trap', () => {
    const spamcop = first('spamcop');
    expect(spamcop.reported?.to).toBe('x');
    expect(spamcop.reported?.messageId).toMatch(/^_+@/);
    expect(first('validity').report.originalRcptTo[0]).toMatch(/^[0-9a-f]{32}@/);
    expect(first('validity').report.extensions['abuse-type']).toHaveLength(1);
    expect(first('nixspam').reported?.kind).toBe('headers');
    expect(first('generic').report.originalRcptTo[0]).toMatch(/^[A-Za-z0-9+/]{27}=@beispielnetz\.example$/);
  });
});

describe('the trickle', () => {
  const minutes = (from: number, count: number): SampleMessage[] =>
    Array.from({ length: count }, (_entry, n) =>
      trickle(provider, NOW, new Date(NOW.getTime() + (from + n) * 60_000)),
    );

  it('brings every kind of mail, each read as it is meant', () => {
    const messages = minutes(1, 400);
    expect(messages.filter(({ raw, intent }) => readReport(raw).outcome !== intent.outcome)).toEqual([]);
    const counted = (outcome: string) => messages.filter(({ intent }) => intent.outcome === outcome).length;
    expect(counted('report')).toBeGreaterThan(340);
    expect(counted('other-mail')).toBeGreaterThan(2);
    expect(counted('broken')).toBeGreaterThan(2);
  });

  it('adds to the open stories while they are fresh, and leaves them alone afterwards', () => {
    const fresh = minutes(1, 170).filter(({ intent }) => intent.story !== null);
    expect(fresh.length).toBeGreaterThan(10);
    expect(fresh.filter(({ intent }) => intent.story === 'hijacked').length).toBeGreaterThan(
      fresh.length / 2,
    );
    expect(minutes(200, 200).filter(({ intent }) => intent.story !== null)).toEqual([]);
  });
});

describe('the network', () => {
  it('has a country for every address of 198.18.0.0/15 and for no other', () => {
    const size = COUNTRY_BLOCKS.reduce((sum, [, length]) => sum + 2 ** (32 - length), 0);
    expect(size).toBe(2 ** 17);
    expect(['198.18.0.0', '198.19.96.1', '198.19.255.255'].map(countryOf)).toEqual(['DE', 'RU', 'US']);
    expect(['198.17.255.255', '198.20.0.0', '192.0.2.1', 'x'].map(countryOf)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('has customers with one to twenty mailboxes and one reseller with customers of its own', () => {
    const sizes = provider.customers.map(
      ({ accounts }) => accounts.filter(({ kind }) => kind === 'mailbox').length,
    );
    expect(Math.min(...sizes)).toBe(1);
    expect(Math.max(...sizes)).toBeGreaterThan(10);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(20);
    const [reseller, ...more] = provider.customers.filter(({ isReseller }) => isReseller);
    expect(more).toEqual([]);
    expect(
      provider.customers.filter(({ resellerNumber }) => resellerNumber === reseller?.number).length,
    ).toBeGreaterThan(10);
    expect(new Set(provider.accounts.map(({ login }) => login)).size).toBe(provider.accounts.length);
  });
});
