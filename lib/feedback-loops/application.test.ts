import { describe, expect, it } from 'vitest';
import { applicationLetter, changeLetter, mailtoOf, type LetterFacts } from './application';

const facts: LetterFacts = {
  program: 'Beispiel-FBL',
  reportAddress: 'fbl-beispiel@example.com',
  details: {
    organisation: 'Musterpost GmbH',
    address: 'Postweg 1\n12345 Musterstadt',
    contactName: 'Ada Beispiel',
    abuseEmail: 'abuse@example.com',
    phone: '+49 30 123456',
    url: '',
  },
};
const values = { range: ['192.0.2.0/24', '2001:db8::/32'], 'dkim-domain': ['s1._domainkey.example.com'] };

describe('an application', () => {
  it('says who we are, what is ours and where reports go, in German', () => {
    const { subject, body } = applicationLetter(facts, values, 'de');
    expect(subject).toBe('Anmeldung zum Feedback-Loop Beispiel-FBL – Musterpost GmbH');
    for (const line of [
      'Organisation: Musterpost GmbH',
      'Anschrift: Postweg 1, 12345 Musterstadt',
      'Abuse-Kontakt: abuse@example.com',
      'Adresse für Meldungen: fbl-beispiel@example.com',
      '  192.0.2.0/24',
      '  2001:db8::/32',
      '  example.com (Selektor s1)',
    ])
      expect(body.split('\n')).toContain(line);
  });

  it('leaves out what nobody said, in English', () => {
    const nothing = { organisation: '', address: '', contactName: '', abuseEmail: '', phone: '', url: '' };
    const { subject, body } = applicationLetter(
      { ...facts, details: nothing, reportAddress: null },
      { range: [], 'dkim-domain': ['example.com'] },
      'en',
    );
    expect(subject).toBe('Application for the feedback loop Beispiel-FBL');
    expect(body).not.toMatch(/Organisation|Address|Phone|Web page|IP ranges/);
    expect(body).toContain('DKIM domains:\n  example.com\n');
    expect(body).not.toMatch(/\n{3}/);
  });
});

describe('a change', () => {
  it('names what came and what went apart', () => {
    const { body } = changeLetter(
      facts,
      {
        added: { range: ['198.51.100.0/24'], 'dkim-domain': [] },
        removed: { range: ['192.0.2.0/24'], 'dkim-domain': [] },
      },
      'en',
    );
    expect(body).toContain('New IP ranges:\n  198.51.100.0/24\n');
    expect(body).toContain('IP ranges that are no longer ours:\n  192.0.2.0/24\n');
    expect(body).not.toContain('DKIM');
  });
});

describe('the link that opens a mail', () => {
  it('carries subject and text whole', () => {
    const letter = { subject: 'Grüße & mehr', body: 'eins\nzwei?' };
    const link = new URL(mailtoOf('fbl+a@example.net', letter) ?? '');
    expect(decodeURIComponent(link.pathname)).toBe('fbl+a@example.net');
    expect(link.searchParams.get('subject')).toBe(letter.subject);
    expect(link.searchParams.get('body')).toBe('eins\r\nzwei?');
  });

  it('is none where a mail program would cut it', () => {
    const range = Array.from({ length: 200 }, (_, at) => `198.18.${at}.0/24`);
    const letter = applicationLetter(facts, { range, 'dkim-domain': [] }, 'de');
    expect(mailtoOf('fbl@example.net', letter)).toBeNull();
  });
});
