import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt';

const hits = (text: string, needles: string[]) =>
  excerptOf(text, needles)
    .pieces.filter(({ isHit }) => isHit)
    .map((piece) => piece.text);
const shown = (text: string, needles: string[]) =>
  excerptOf(text, needles)
    .pieces.map((piece) => piece.text)
    .join('');

describe('the excerpt of a candidate', () => {
  it('marks what is ours, however it is written', () => {
    expect(hits('Spam von 192.0.2.7 und Info@Example.COM', ['192.0.2.7', 'info@example.com'])).toEqual([
      '192.0.2.7',
      'Info@Example.COM',
    ]);
    expect(
      hits('siehe 192[.]0[.]2[.]7, hxxp://a.example/x, b(at)a.example', [
        '192.0.2.7',
        'http://a.example/x',
        'b@a.example',
      ]),
    ).toEqual(['192[.]0[.]2[.]7', 'hxxp://a.example/x', 'b(at)a.example']);
  });

  it('marks what was made unusable on purpose, all of it or in part', () => {
    expect(
      hits('von hannah[.]muster (at) a[.]example und 192.0.2[.]11', [
        'hannah.muster@a.example',
        '192.0.2.11',
      ]),
    ).toEqual(['hannah[.]muster (at) a[.]example', '192.0.2[.]11']);
    expect(hits('info [AT] a(dot)example', ['info@a.example'])).toEqual(['info [AT] a(dot)example']);
    expect(shown('bitte (at) und [.] lassen', ['x.example'])).toBe('bitte (at) und [.] lassen');
  });

  it('marks whole names only', () => {
    expect(hits('192.0.2.70 x192.0.2.7 192.0.2.7-1 myexample.com', ['192.0.2.7', 'example.com'])).toEqual([]);
    expect(hits('(192.0.2.7), www.example.com!', ['192.0.2.7', 'example.com'])).toEqual([
      '192.0.2.7',
      'example.com',
    ]);
  });

  it('marks the address, not the domain in it a second time', () => {
    expect(hits('an info@example.com', ['example.com', 'info@example.com'])).toEqual(['info@example.com']);
  });

  it('shows the passage around the first hit of a long text, and says that it is one', () => {
    const text = `${'Vorrede '.repeat(400)}\n\n\nQuelle: 192.0.2.7\n${'Nachrede '.repeat(400)}`;
    const { pieces, isCutBefore, isCutAfter } = excerptOf(text, ['192.0.2.7']);
    expect([isCutBefore, isCutAfter]).toEqual([true, true]);
    expect(pieces.map((piece) => piece.text).join('')).toContain('Quelle: 192.0.2.7');
    expect(pieces.map((piece) => piece.text).join('').length).toBeLessThanOrEqual(700);
    expect(pieces[0]?.text.startsWith('Vorrede')).toBe(true);
  });

  it('loses nothing of a short text but blank lines', () => {
    expect(shown('Hallo\r\n\r\n  bitte \n prüfen', ['x.example'])).toBe('Hallo\nbitte\nprüfen');
    expect(excerptOf('', ['']).pieces).toEqual([]);
  });

  it('never ends in half a character', () => {
    expect(shown('😀'.repeat(500), []).isWellFormed()).toBe(true);
    expect(shown(`a${'😀'.repeat(500)}`, []).isWellFormed()).toBe(true);
  });
});
