// What mails of one kind share, and what everybody's mail shares and therefore says nothing.

import { describe, expect, it, test } from 'vitest';
import { readReport } from '@/lib/formats/read-report';
import { addLinkSites } from './link-sites';
import { mailFeatures } from './mail-features';
import { siteName } from './site-name';
import { subjectSkeleton } from './subject-skeleton';
import { textSketch } from './text-sketch';

describe('subjects', () => {
  test.each([
    ['Mahnung: Rechnung 7731 überfällig', 'mahnung rechnung # überfällig'],
    ['AW: Re: FWD: Mahnung: Rechnung RE-99/2026 überfällig!', 'mahnung rechnung re # überfällig'],
    ['Your parcel 12 345 from max@example.com waits', 'your parcel # from waits'],
    ['您的包裹无法投递请确认地址', '您的包裹无法投递请确认地址'],
  ])('%s', (subject, skeleton) => {
    expect(subjectSkeleton(subject)).toBe(skeleton);
  });
  test.each([
    ['Re: '],
    ['Re: Rechnung'],
    ['Rechnung 4711 vom 3.2.2026'],
    ['Hallo du da'],
    ['你好'],
    ['12345'],
  ])('%s is everybody’s', (subject) => {
    expect(subjectSkeleton(subject)).toBeNull();
  });
  it('does not cut a character in two', () => {
    expect(subjectSkeleton(`${'wortreich '.repeat(19)}123456789😀`)?.isWellFormed()).toBe(true);
  });
});

describe('sites', () => {
  const sites = (text: string, own: string[] = []) => {
    const found = new Set<string>();
    addLinkSites(found, Buffer.from(text), new Set(own));
    return [...found];
  };
  test.each([
    ['www.shop.example', 'shop.example'],
    ['a1b2.track.shop.example', 'shop.example'],
    ['www.laden.co.uk', 'laden.co.uk'],
    ['kunde7.netlify.app', 'kunde7.netlify.app'],
    ['198.51.100.7', '198.51.100.7'],
    ['localhost', null],
    ['bad_host!', null],
  ])('%s is of %s', (host, site) => {
    expect(siteName(host)).toBe(site);
  });
  it('takes each site once, whatever stands before and behind the host', () => {
    expect(
      sites('<a href=3D"https://u@a.one.example:81/x">http://two.example?x http://b.one.example'),
    ).toEqual(['one.example', 'two.example']);
  });
  it('reads on behind a soft line break', () => {
    expect(sites('href=3D"http://www.betrug-por=\r\ntal.example/x"')).toEqual(['betrug-portal.example']);
    expect(sites('http://www.betrug-por=\ntal.example/x')).toEqual(['betrug-portal.example']);
  });
  it('leaves out what anybody links to, and what is hosted here', () => {
    const text =
      'https://www.facebook.com/x https://bit.ly/3x https://www.kunde.example/ http://rest.example/';
    expect(sites(text, ['kunde.example'])).toEqual(['rest.example']);
  });
});

const words = (from: number, count: number) =>
  Array.from(
    { length: count },
    (_, i) =>
      `w${String.fromCharCode(97 + ((from + i) % 26))}${'xyz'[(from + i) % 3]}${'klmnop'[(from + i) % 6]}ort`,
  );
const shares = (a: string[], b: string[]) => a.filter((hash) => b.includes(hash)).length;
const sketch = (text: string) => textSketch(Buffer.from(text));
const letter = `Guten Tag, trotz unserer Erinnerung konnten wir zu Ihrer Rechnung noch keinen Zahlungseingang feststellen. Der
offene Betrag beläuft sich einschließlich der Mahngebühren auf eine Summe, die Sie der vollständigen Aufstellung entnehmen.
Wir bitten Sie, den Betrag binnen zwei Tagen auf das dort genannte Konto zu überweisen. Beachten Sie bitte, dass sich
unsere Bankverbindung zum Monatsbeginn geändert hat. Nach Ablauf der Frist übergeben wir die Angelegenheit an das Inkasso.`;

describe('texts', () => {
  it('numbers, names of mailboxes, links and markup do not count', () => {
    const other = letter
      .replace('Rechnung', 'Rechnung 4711/3.11.2026')
      .replace('entnehmen.', 'entnehmen. https://a7.example/x?id=9 kontakt@firma.example')
      .replaceAll('. ', '.</p>\n<p class="c1">');
    expect(sketch(`<style>p { color: red; margin: a b c d e f }</style>${other}`)).toEqual(sketch(letter));
  });
  it('is the same in quoted-printable', () => {
    const quoted = [...Buffer.from(letter)]
      .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase()}`))
      .join('')
      .replace('Inkasso', 'Inka=\nsso')
      .replace('Aufstellung', 'Auf=\r\nstellung');
    expect(sketch(quoted)).toEqual(sketch(letter));
  });
  it('a changed greeting leaves something in common', () => {
    expect(shares(sketch(letter.replace('Guten Tag', 'Hallo Frau Weber')), sketch(letter))).toBeGreaterThan(
      0,
    );
  });
  it('another text has nothing in common, nor has one with the same footer', () => {
    expect(shares(sketch(words(0, 120).join(' ')), sketch(letter))).toBe(0);
    const footer =
      'Gesendet mit dem Webmail von Musterpost, Ihrem Anbieter für Mail und Webseiten seit vielen Jahren';
    expect(shares(sketch(`${words(0, 90).join(' ')} ${footer}`), sketch(`${letter} ${footer}`))).toBe(0);
  });
  it('a greeting with a signature says nothing', () => {
    expect(sketch('Hallo Frau Weber, anbei wie besprochen die Unterlagen. Viele Grüße, Max Muster')).toEqual(
      [],
    );
  });
  it.each([
    '<'.repeat(5_000),
    ':'.repeat(5_000),
    'a://'.repeat(2_000),
    '<style'.repeat(1_000),
    '='.repeat(5_000),
    '<a ',
  ])('ends on %.10s', (text) => {
    expect(Array.isArray(sketch(text))).toBe(true);
    expect(() => addLinkSites(new Set(), Buffer.from(text), new Set())).not.toThrow();
  });
});

describe('mails', () => {
  const reported = (extra: string[], body: string[]) => {
    const mail = [
      'From: fbl@loop.example',
      'Subject: report',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b1',
      '',
      '--b1',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'User-Agent: x/1',
      'Version: 1',
      '',
      '--b1',
      'Content-Type: message/rfc822',
      '',
      'From: a@kunde.example',
      'Subject: Mahnung: Rechnung 7731 =?utf-8?q?=C3=BCberf=C3=A4llig?=',
      ...extra,
      ...body,
      '--b1--',
      '',
    ].join('\r\n');
    const outcome = readReport(Buffer.from(mail));
    if (outcome.outcome !== 'report') throw new Error(outcome.outcome);
    return mailFeatures(outcome.reported, new Set());
  };
  const text = `${letter}\nhttp://portal.example/x`;
  const plain = reported(['Content-Type: text/plain; charset=utf-8'], ['', ...text.split('\n')]);

  it('subject, sites and text, each with its mark', () => {
    expect(plain.map((feature) => feature.slice(0, 2))).toEqual(['s:', 'h:', 'b:', 'b:', 'b:', 'b:']);
    expect(plain.slice(0, 2)).toEqual(['s:mahnung rechnung # überfällig', 'h:portal.example']);
  });
  it('the same whether plain, base64 or the plain part of two', () => {
    const base64 = Buffer.from(text).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
    expect(reported(['Content-Type: text/plain', 'Content-Transfer-Encoding: base64'], ['', base64])).toEqual(
      plain,
    );
    const parts = [
      '',
      '--i',
      'Content-Type: text/plain',
      '',
      ...text.split('\n'),
      '--i',
      'Content-Type: text/html',
      '',
      '<p>',
      '--i--',
    ];
    expect(reported(['Content-Type: multipart/alternative; boundary=i'], parts)).toEqual(plain);
  });
  it('what a program answered has none', () => {
    expect(reported(['Auto-Submitted: auto-replied'], ['', text])).toEqual([]);
    expect(reported(['Return-Path: <>'], ['', text])).toEqual([]);
    expect(reported(['Auto-Submitted: no'], ['', ...text.split('\n')])).toEqual(plain);
  });
});
