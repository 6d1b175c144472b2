// What a notice says: every shipped text in every voice, only what is confirmed, nobody who complained, nothing that a
// spammer wrote as anything but quoted text.

import { describe, expect, it } from 'vitest';
import type { CardContact, CustomerCard } from '@/lib/customers/types';
import { contactsFor } from './choose-contact';
import { excerptOf, quotedSubject } from './excerpt';
import { shippedText } from './shipped/texts';
import { htmlOf } from './text/html';
import { renderText, templateProblems } from './text/template';
import { viewOf } from './text/view';
import {
  isLinkStale,
  noticeKinds,
  noticeVoices,
  voiceFor,
  type NoticeFacts,
  type NoticeVoice,
} from './types';

const login = 'erika@example.com';
const facts: NoticeFacts = {
  caseNumber: 'AD-2026-0042',
  account: { kind: 'mailbox', login },
  customer: { number: 'K-7', name: 'Erika Muster' },
  measures: [
    {
      kind: 'send-lock',
      at: new Date('2026-11-21T17:25:00Z'),
      ground: { kind: 'terms', contract: 'Basis', clause: '§ 7', since: '2020-01-01' },
      isAutomatic: false,
      recipientsPerHour: null,
    },
  ],
  hasPending: false,
  releasedAt: null,
  complaints: {
    count: 1_234,
    from: new Date('2026-11-20T08:00:00Z'),
    to: new Date('2026-11-21T17:00:00Z'),
    loops: ['Yahoo CFL'],
    otherSources: 2,
    subjects: ['Gewonnen!'],
  },
  countries: ['BR', 'VN'],
  excerpt: '> From: erika@example.com\n> Kaufen',
  links: [{ id: 1, title: 'Hilfe', url: 'https://www.example.org/hilfe', checkedOn: '2026-11-01' }],
  remark: null,
  about: null,
  pageUrl: '',
  sender: {
    provider: 'Musterpost',
    phone: '030 0000',
    hours: '8–18 Uhr',
    objection: 'recht@example.com',
    privacyUrl: 'https://www.example.com/datenschutz',
  },
};
const sie: NoticeVoice = { language: 'de', tone: 'sie' };

const render = (kind: (typeof noticeKinds)[number], voice = sie, more: Partial<NoticeFacts> = {}) =>
  renderText(shippedText(kind, voice), viewOf({ ...facts, ...more }, voice, 'Europe/Berlin'));

/** Places of these texts, in their order; fails where one is missing. */
function expectInOrder(body: string, texts: string[]): void {
  let from = 0;
  for (const text of texts) {
    const at = body.indexOf(text, from);
    expect(at, `“${text}” after position ${from} of\n${body}`).toBeGreaterThanOrEqual(0);
    from = at + text.length;
  }
}

describe('the German notice of a locked mailbox', () => {
  it('has exactly the subject that customers know', () => {
    expect(render('mailbox-locked').subject).toBe('Spam über unsere SMTP Server // AN: <erika@example.com>');
  });

  it('says everything that it has to, in this order', () => {
    expectInOrder(render('mailbox-locked').body, [
      'benutzen Unbefugte',
      'Vorgang: AD-2026-0042',
      'Konto: erika@example.com',
      '21. November 2026 um 18:25: Versand über unsere Server gesperrt',
      '1.234 Beschwerden, von 20. November 2026 um 09:00 bis 21. November 2026 um 18:00',
      'Yahoo CFL und 2 weitere Stellen',
      'Brasilien und Vietnam',
      'Gewonnen!',
      'Was weiterhin geht: Sie können Mail empfangen und lesen.',
      '1. Untersuchen Sie alle Geräte',
      '2. Setzen Sie von einem sauberen Gerät aus ein neues, langes Passwort',
      '3. Prüfen Sie Filter, Weiterleitungen',
      '4. Löschen Sie App-Passwörter',
      '5. Ändern Sie das alte Passwort überall',
      '6. Antworten Sie auf diese Mail',
      'Hilfe: https://www.example.org/hilfe',
      'Wie das Konto wieder frei wird',
      '030 0000 (8–18 Uhr)',
      'Wir fragen Sie nie nach Ihrem Passwort',
      'Begründung',
      'Die Entscheidung hat eine Person getroffen',
      'Bedingungen des Produkts „Basis“, § 7',
      'Widerspruch',
      'recht@example.com',
      'Datenschutz',
    ]);
  });

  it('says of nothing that it was done before it is confirmed', () => {
    const { body } = render('mailbox-locked', sie, { measures: [], hasPending: true });
    expect(body).toContain('ob sie wirken, prüfen wir noch');
    expect(body).not.toMatch(/gesperrt|bestätigt|Begründung: /);
  });

  it('sends nobody under a login lock to a form that he cannot reach', () => {
    const locked = { ...facts.measures[0], kind: 'login-lock' } as NoticeFacts['measures'][number];
    const { body } = render('mailbox-locked', sie, { measures: [locked] });
    expect(body).toContain('Vereinbaren Sie mit uns ein neues Passwort');
    expect(body).not.toContain('Setzen Sie von einem sauberen Gerät');
  });

  it('tells where a rule and no person decided', () => {
    const automatic = { ...facts.measures[0], isAutomatic: true } as NoticeFacts['measures'][number];
    expect(render('mailbox-locked', sie, { measures: [automatic] }).body).toContain('automatisch');
  });

  it('keeps the reason of an override within the team', () => {
    const [first] = facts.measures;
    const overridden = {
      ...first,
      ground: { kind: 'override', reason: 'INTERN' },
    } as NoticeFacts['measures'][number];
    expect(render('mailbox-locked', sie, { measures: [overridden] }).body).not.toContain('INTERN');
  });
});

describe('every shipped text', () => {
  it.each(noticeKinds.flatMap((kind) => noticeVoices.map((voice) => ({ kind, voice }))))(
    '$kind in $voice.language/$voice.tone can be used, and leaves no placeholder',
    ({ kind, voice }) => {
      expect(templateProblems(shippedText(kind, voice))).toEqual([]);
      for (const more of [{}, { complaints: null, measures: [], customer: null, links: [], excerpt: null }]) {
        const { subject, body } = render(kind, voice, { ...more, remark: 'Ein Wort.' });
        expect(subject + body).not.toMatch(/[{}]|undefined|null|\n\n\n/);
        expect(body).toContain('AD-2026-0042');
        expect(body).toContain('Ein Wort.');
        if (voice.tone === 'du') expect(body).not.toMatch(/\b(?:Ihnen|Ihre[mnrs]?|Ihr)\b/);
      }
    },
  );
});

describe('a template', () => {
  it.each([
    ['{{#links}}{{caseNumber}}{{remark}}', 'not-closed'],
    ['{{caseNumber}}{{remark}}{{complainant}}', 'unknown-name'],
    ['{{caseNumber}}{{remark}}{{{login}}}', 'not-allowed'],
    ['{{caseNumber}}{{remark}}{{>other}}', 'not-allowed'],
    ['{{caseNumber}}', 'missing-name'],
  ])('%s is refused: %s', (body, code) => {
    expect(templateProblems({ subject: 'x', body })).toMatchObject([{ code }]);
  });

  it('cannot put a header into the mail', () => {
    const { subject } = render('mailbox-locked', sie, {
      account: { kind: 'mailbox', login: 'a@example.com\r\nBcc: all@example.net' },
    });
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

describe('the HTML part', () => {
  it('is the same text, links help pages alone, and runs nothing', () => {
    const html = htmlOf(
      'Hilfe:\n- Seite: https://ok.example/\n\n> <script>x</script> https://evil.example/',
      new Set(['https://ok.example/']),
      'de',
    );
    expect(html).toContain('<a href="https://ok.example/">');
    expect(html).toContain('&lt;script&gt;');
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|<script|src=/);
  });
});

describe('an excerpt', () => {
  const mail = {
    headers: [
      { name: 'From', value: 'Erika <erika@example.com>' },
      { name: 'To', value: '"Max Leser" <max.leser@example.net>' },
      { name: 'Delivered-To', value: 'max.leser@example.net' },
      { name: 'Subject', value: 'Lieber Max' },
    ],
    text: 'Hallo Max Leser,\nhttps://shop.example/abmelden?u=max.leser@example.net\nmax.leser@example.net\nKaufen',
  };
  it('shows what was sent and nobody it was sent to', () => {
    const text = excerptOf(mail, 'k', login) ?? '';
    expect(text).toContain('From: erika@example.com');
    expect(text).toContain('Kaufen');
    expect(text).toContain('hxxps://shop.example/…');
    expect(text).not.toMatch(/max|leser/i);
    // The same person is the same token, so that they stay countable.
    const tokens = text.match(/\S+=@example\.net/g) ?? [];
    expect(tokens.length).toBeGreaterThan(1);
    expect(new Set(tokens).size).toBe(1);
    expect(text.split('\n').every((line) => line.startsWith('>'))).toBe(true);
  });
  it('and a subject are free of addresses and live links', () => {
    expect(quotedSubject('An max@example.net: http://evil.example/x\r\nBcc: y', 'k', login)).toMatch(
      /^An \S+@example\.net: hxxp:\/\/evil\.example\/… Bcc: y$/,
    );
  });
});

describe('the contact', () => {
  const contact = (value: string, unusable: CardContact['unusable'] = null): CardContact => ({
    kind: 'email',
    value,
    origin: 'x',
    verifiedOn: null,
    unusable,
    because: null,
  });
  const card = {
    name: 'Erika Muster',
    contacts: [
      contact('second@example.com', 'own-mailbox'),
      contact('Erika@example.com'),
      contact('privat@example.net'),
      contact('alt@example.org'),
    ],
    resellers: [{ number: 'R', name: 'Reseller', contacts: [contact('post@reseller.example')] }],
  } as unknown as CustomerCard;
  const addresses = (kind: 'mailbox-locked' | 'reseller-copy', tried: string[] = []) =>
    contactsFor(card, kind, login, new Set(tried)).map(({ address }) => address);

  it('lies outside the locked mailbox, and those that took nothing are not tried again', () => {
    expect(addresses('mailbox-locked')).toEqual(['privat@example.net', 'alt@example.org']);
    expect(addresses('mailbox-locked', ['privat@example.net'])).toEqual(['alt@example.org']);
    expect(addresses('reseller-copy')).toEqual(['post@reseller.example']);
    expect(contactsFor(null, 'reminder', login)).toEqual([]);
  });
});

describe('voices and links', () => {
  it('follow the customer, and grow stale', () => {
    expect(voiceFor('de', null)).toEqual(sie);
    expect(voiceFor('de', 'du').tone).toBe('du');
    expect(voiceFor('fr', 'du')).toEqual({ language: 'en', tone: 'sie' });
    expect(isLinkStale('2026-05-01', '2026-10-28')).toBe(false);
    expect(isLinkStale('2026-05-01', '2026-10-29')).toBe(true);
  });
});
