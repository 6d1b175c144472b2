// Mail for people: what is shown, what never is, and what a hostile mail may cost.

import { describe, expect, it } from 'vitest';

import { viewMail } from './view-mail';
import type { MailView } from './types';

function mail(contentType: string, body: string, more = ''): Buffer {
  return Buffer.from(`From: a@example.com\r\n${more}Content-Type: ${contentType}\r\n\r\n${body}`);
}

async function view(raw: Buffer): Promise<MailView> {
  const result = await viewMail(raw);
  if (!result.ok) throw new Error(result.code);
  return result.view;
}

describe('viewMail', () => {
  it('shows decoded header fields in order and the text', async () => {
    const shown = await view(
      mail('text/plain; charset=utf-8', 'Grüße', 'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n'),
    );
    expect(shown.headers.slice(0, 2)).toEqual([
      { name: 'From', value: 'a@example.com' },
      { name: 'Subject', value: 'Grüße' },
    ]);
    expect(shown.text?.trim()).toBe('Grüße');
    expect(shown.html).toBeNull();
    expect(shown.isCut).toBe(false);
  });

  it('keeps nothing of HTML that runs, loads or leads anywhere', async () => {
    const hostile = [
      '<script>alert(1)</script><style>p{position:fixed}</style><p style="color:red" onclick="x()">Hallo</p>',
      '<a href="https://phish.example/login">Bank</a><img src="https://track.example/1.gif" alt="Logo">',
      '<iframe src="//x.example"></iframe><form action="https://x.example"><input name="p"></form>',
      '<svg><script>alert(2)</script></svg><table background="https://x.example/b.png"><tr><td colspan="99999">z</td></tr></table>',
      '<base href="https://x.example"><meta http-equiv="refresh" content="0;url=https://x.example"><link rel="stylesheet" href="https://x.example/c.css">',
    ].join('');
    const { html } = await view(mail('text/html', hostile));
    expect(html).toContain('<p>Hallo</p>');
    expect(html).toContain('<span title="https://phish.example/login">Bank</span>');
    expect(html).toContain('[Logo]');
    expect(html).toContain('<td>z</td>');
    expect(html).not.toMatch(
      /script|style|onclick|href|src=|iframe|form|input|svg|meta|base|link|background|alert/i,
    );
  });

  it('refuses what is beyond the size limit without starting a thread', async () => {
    expect(await viewMail(Buffer.alloc(35 * 1024 * 1024 + 1))).toEqual({ ok: false, code: 'too-big' });
  });
});

describe('viewMail on hostile mail', () => {
  const parts = '--b\r\nContent-Type: text/html\r\n\r\n<b>\r\n'.repeat(100_000);
  const cases: [string, Buffer][] = [
    ['8 MB of <div>', mail('text/html', '<div>'.repeat(1_600_000))],
    ['100,000 parts', mail('multipart/mixed; boundary=b', `${parts}--b--\r\n`)],
    ['nesting 1,000 deep', mail('multipart/mixed; boundary=b0', nested(1_000))],
    ['256 KiB header lines', mail('text/plain', 'x', `X-Long: ${'y'.repeat(256 * 1024)}\r\n`.repeat(4))],
  ];

  it.each(cases)('%s ends in time, and the next mail is shown', { timeout: 20_000 }, async (_, raw) => {
    const result = await viewMail(raw);
    if (result.ok) {
      expect((result.view.html ?? '').length).toBeLessThanOrEqual(2_000_000);
    } else expect(['too-slow', 'too-big', 'failed']).toContain(result.code);
    expect((await view(mail('text/plain', 'next'))).text?.trim()).toBe('next');
  });
});

function nested(depth: number): string {
  let body = '';
  for (let level = 0; level < depth; level += 1) {
    body += `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`;
  }
  return body;
}
