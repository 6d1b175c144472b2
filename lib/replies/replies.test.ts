// What a customer wrote is told from what a program quoted, and what it says from what it denies.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredIdsOf, caseNumberIn } from './read-reply';
import { proposeTicks } from './propose-ticks';
import { foldMark, splitQuoted } from './split-quoted';

const own = 'Guten Tag,\n\nich habe alles erledigt.\n\nErika Muster';

describe('a text with a quote below it', () => {
  it.each([
    [
      'Gmail, German',
      'Am Mo., 3. Nov. 2026 um 10:12 Uhr schrieb Abuse <abuse@example.com>:\n\n> Ihr Postfach\n> ist gesperrt.',
    ],
    [
      'Gmail, English',
      'On Mon, Nov 3, 2026 at 10:12 AM Abuse <abuse@example.com> wrote:\n\n> Your mailbox\n> is locked.',
    ],
    [
      'broken over lines',
      'On Mon, Nov 3, 2026 at 10:12 AM Abuse Example Provider\n<abuse+0123456789abcdef0123456789abcdef@example.com>\nwrote:\n\n> Your mailbox',
    ],
    ['Apple Mail', 'Am 03.11.2026 um 10:12 schrieb Abuse <abuse@example.com>:\n\nIhr Postfach ist gesperrt.'],
    ['Thunderbird', 'Am 03.11.26 um 10:12 schrieb Abuse:\n> Ihr Postfach ist gesperrt.'],
    ['webmail', 'Abuse <abuse@example.com> schrieb am 03.11.2026 10:12 CET:\n\nIhr Postfach ist gesperrt.'],
    [
      'Outlook',
      'Von: Abuse <abuse@example.com>\nGesendet: Dienstag, 3. November 2026 10:12\nAn: Erika Muster\nBetreff: Spam\n\nIhr Postfach',
    ],
    [
      'Outlook, a ruler before',
      '________________________________\nFrom: Abuse\nSent: Tuesday\nTo: Erika\nSubject: Spam\n\nYour mailbox',
    ],
    ['old Outlook', '-----Ursprüngliche Nachricht-----\nVon: Abuse\nIhr Postfach'],
    ['no introduction', '> Ihr Postfach ist gesperrt.\n> Bitte antworten Sie.'],
  ])('is parted from it: %s', (_, quote) => {
    expect(splitQuoted(`${own}\n\n${quote}`)).toEqual({ text: own, quoted: quote });
  });

  it('keeps the answers between quoted lines, with a mark for each quote', () => {
    const text =
      'Hallo,\n\nAm 03.11.26 um 10:12 schrieb Abuse:\n> Ist der Rechner sauber?\n\nJa, gestern gescannt.\n\n> Und das Passwort?\nIst neu.';
    expect(splitQuoted(text).text).toBe(
      `Hallo,\n\n${foldMark}\nJa, gestern gescannt.\n\n${foldMark}\nIst neu.`,
    );
  });

  it('is whole where nothing else is in it, and where nothing is quoted', () => {
    expect(splitQuoted('> nur das')).toEqual({ text: '> nur das', quoted: null });
    expect(splitQuoted('Von: hier aus sehe ich nichts.\nUnd nun?')).toEqual({
      text: 'Von: hier aus sehe ich nichts.\nUnd nun?',
      quoted: null,
    });
    expect(splitQuoted('Am Montag 3 Fragen:\nwas nun')).toMatchObject({ quoted: null });
  });

  it('never loses a written line', () => {
    const line = fc.oneof(
      fc.constantFrom('> a', 'b', '', 'On 3 Nov x wrote:', 'Von: x', 'An: y', 'Betreff: z', '__________'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const { text, quoted } = splitQuoted(lines.join('\n'));
        const all = `${text}\n${quoted ?? ''}`;
        for (const one of lines) expect(all).toContain(one.trim());
      }),
    );
  });
});

describe('the steps a text speaks of', () => {
  it.each([
    ['Ich habe den Rechner mit zwei Programmen gescannt.', ['device-cleaned']],
    ['Das Passwort habe ich geändert.', ['password-changed']],
    ['Alle anderen Passwörter (FTP) sind neu gesetzt.', ['other-passwords', 'password-changed']],
    ['Weiterleitungen und Filter geprüft!', ['rules-checked']],
    ['Die App-Passwörter habe ich gelöscht', ['app-passwords']],
    ['I scanned my laptop. I changed the password.', ['device-cleaned', 'password-changed']],
    ['Das Plugin von WordPress ist entfernt.', ['site-cleaned']],
  ])('are proposed: %s', (text, items) => expect(proposeTicks(text)).toEqual(items));

  it.each([
    'Ich habe das Passwort nicht geändert.',
    'Wurde das Passwort geändert?',
    'Morgen wird der Rechner gescannt.',
    'How can I get my password changed',
    'I have not scanned my computer yet.',
    'Bitte um Rückruf.',
  ])('are not proposed: %s', (text) => expect(proposeTicks(text)).toEqual([]));
});

describe('the marks of a thread', () => {
  it('are read nearest first, each once, whatever else stands there', () => {
    const raw = 'In-Reply-To: <c@x>\r\nReferences: <a@x> <b@x>\r\n <c@x> kaputt <\r\n\r\n<nicht@x>';
    expect(answeredIdsOf(Buffer.from(raw))).toEqual(['c@x', 'b@x', 'a@x']);
  });

  it('may be the number of a case, as a hint', () => {
    expect(caseNumberIn('AW: Vorgang AD-2026-0042, Frage')).toBe('AD-2026-0042');
    expect(caseNumberIn('BAD-2026-0042')).toBeNull();
    expect(caseNumberIn(null)).toBeNull();
  });
});
