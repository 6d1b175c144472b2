// The body of a reported mail: some kilobytes of a theme's sentences, in one of the forms mail programs write.
// Promise: 1 to 12 kB; links point to reserved names only; nothing active.

import { base64Lines, quotedPrintableLine } from './encode';
import { HEX, type Random } from './random';
import type { Theme } from './themes/types';

export interface Body {
  /** The Content fields of the header, without a line end after the last. */
  fields: string;
  text: string;
}

type Form = 'plain-8bit' | 'plain-qp' | 'plain-base64' | 'alternative';

const FORMS: readonly (readonly [Form, number])[] = [
  ['plain-8bit', 3],
  ['plain-qp', 3],
  ['plain-base64', 2],
  ['alternative', 4],
];

/** Writes a body of about `sizeBytes`. `ownSite` is the sender's, for themes without a site of their own. */
export function writeBody(theme: Theme, ownSite: string, sizeBytes: number, random: Random): Body {
  const form = random.weighted(FORMS);
  const site = `www.${theme.site ?? ownSite}`;
  if (form === 'alternative') return alternative(theme, site, sizeBytes, random);
  const lines = sentences(theme, site, form === 'plain-base64' ? sizeBytes * 0.7 : sizeBytes, random);
  const type = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ';
  if (form === 'plain-8bit') return { fields: `${type}8bit`, text: lines.join('\n') };
  if (form === 'plain-qp') return { fields: `${type}quoted-printable`, text: quoted(lines) };
  return { fields: `${type}base64`, text: base64Lines(lines.join('\n')) };
}

function alternative(theme: Theme, site: string, sizeBytes: number, random: Random): Body {
  const boundary = `=_${random.text(HEX, 24)}`;
  const lines = sentences(theme, site, sizeBytes * 0.4, random);
  const html = [
    `<html lang="${theme.language}"><body>`,
    ...lines.map((line) => (line === '' ? '<br>' : `<p>${line}</p>`)),
    `<p><a href="https://${site}/">${site}</a></p>`,
    '</body></html>',
  ];
  return {
    fields: `MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="${boundary}"`,
    text: [
      `--${boundary}`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      ...lines,
      `--${boundary}`,
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      quoted(html),
      `--${boundary}--`,
    ].join('\n'),
  };
}

/** Sentences until the size is reached, in paragraphs, between greeting and closing. */
function sentences(theme: Theme, site: string, sizeBytes: number, random: Random): string[] {
  const number = String(random.between(1200, 98_999));
  const url = `https://${site}/${random.text(HEX, 10)}`;
  const lines = [theme.greeting, ''];
  let size = 0;
  let inParagraph = 0;
  let at = random.between(0, theme.sentences.length - 1);
  while (size < sizeBytes) {
    const line = (theme.sentences[at % theme.sentences.length] as string)
      .replace('{n}', number)
      .replace('{url}', url);
    lines.push(line);
    size += line.length * (theme.language === 'ru' ? 2 : 1) + 1;
    at += random.between(1, 3);
    inParagraph += 1;
    if (inParagraph === 4) {
      lines.push('');
      inParagraph = 0;
    }
  }
  lines.push('', ...theme.closing.split('\n'));
  return lines;
}

function quoted(lines: readonly string[]): string {
  return lines.map(quotedPrintableLine).join('\n');
}
