// What the log shows to be no submission of a mailbox: web scripts, and mail that only came through.

import { describe, expect, it } from 'vitest';
import { MemoryMailLog } from '@/lib/maillog-lookup/testing/memory-lookup';
import { ask, logOf, mail, short } from './testing/log-case';

describe('a web script', () => {
  const pickup =
    'by web3.mail.example.com (Postfix, from userid 10017) id CF8FA658E0; Sat, 21 Nov 2026 17:26:20 +0100';
  const lines = `Nov 21 17:26:20 web3 postfix/pickup[812]: CF8FA658E0: uid=10017 from=<web17>
Nov 21 17:26:20 web3 postfix/cleanup[528]: CF8FA658E0: message-id=<m1@pc7.example>
`;

  it('is the site’s, under the name that the mail gives the host', async () => {
    expect(short(await ask(logOf(lines), mail([pickup])))).toBe(
      'log-queue-id, sent-by-web-script, site uid10017@web3.mail.example.com, 1',
    );
  });

  it('of Exim is shown with the directory it ran in', async () => {
    const exim = `2026-11-21 17:26:20 cwd=/home/kunde/public_html 3 args: /usr/sbin/sendmail -t -i
2026-11-21 17:26:20 1vMabc-00000001xyz-2AbC <= kunde@web3.mail.example.com U=kunde P=local S=964 id=m1@pc7.example T="Rechnung" for a@example.net
2026-11-21 17:26:21 1vMabc-00000001xyz-2AbC => a@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.9] C="250 ok"
`;
    const log = new MemoryMailLog().add(exim, { eximHost: 'web3.mail.example.com' });
    const result = await ask(log, mail([]));
    expect(short(result)).toBe('log-message-id, sent-by-web-script, site kunde@web3.mail.example.com, 0.9');
    expect(result.evidence.find((line) => line.code === 'log-local')?.value).toContain(
      '/home/kunde/public_html',
    );
  });
});

describe('a mail that only came through', () => {
  const inbound = `Nov 21 17:26:20 mail1 postfix/smtpd[441]: 0F5383D: client=bot.example.org[203.0.113.99]
Nov 21 17:26:20 mail1 postfix/cleanup[528]: 0F5383D: message-id=<m1@pc7.example>
`;
  const hop =
    'from bot (bot.example.org [203.0.113.99]) by mail1.mail.example.com (Postfix) with ESMTP id 0F5383D; Sat, 21 Nov 2026 17:26:20 +0100';

  it('and was forwarded names the mailbox and weighs nothing against it', async () => {
    const forward = `${inbound}Nov 21 17:26:21 mail1 postfix/smtp[744]: 0F5383D: to=<me@example.net>, orig_to=<info@kunde.example>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)\n`;
    const result = await ask(logOf(forward), mail([hop]));
    expect(short(result)).toBe('log-queue-id, forwarded, mailbox info@kunde.example, 0');
  });

  it('and was forwarded under a rewritten sender names the mailbox of our Received line', async () => {
    const srs = `${inbound}Nov 21 17:26:21 mail1 postfix/qmgr[397]: 0F5383D: from=<SRS0=abcd=AB=example.org=x@kunde.example>, size=326, nrcpt=1 (queue active)
Nov 21 17:26:21 mail1 postfix/smtp[744]: 0F5383D: to=<me@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)\n`;
    const named = hop.replace('0F5383D;', '0F5383D for <info@kunde.example>;');
    expect(short(await ask(logOf(srs), mail([named])))).toBe(
      'log-queue-id, forwarded, mailbox info@kunde.example, 0',
    );
  });

  describe('and was sent on by a filter of the mailbox, as a local program', () => {
    const delivered = `${inbound}Nov 21 17:26:21 mail1 postfix/lmtp[744]: 0F5383D: to=<anna@kunde.example>, relay=mail1[private/lmtp], delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)\n`;
    const redirect = `Nov 21 17:26:22 mail1 postfix/pickup[812]: CF8FA658E0: uid=5000 from=<x@example.org>
Nov 21 17:26:22 mail1 postfix/cleanup[528]: CF8FA658E0: message-id=<m1@pc7.example>
Nov 21 17:26:23 mail1 postfix/smtp[744]: CF8FA658E0: to=<me@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)
`;
    const pickup =
      'by mail1.mail.example.com (Postfix, from userid 5000) id CF8FA658E0; Sat, 21 Nov 2026 17:26:22 +0100';

    it('names the mailbox, not the user under whom filters run', async () => {
      const result = await ask(logOf(delivered, redirect), mail([pickup, hop]));
      expect(short(result)).toBe('log-queue-id, forwarded, mailbox anna@kunde.example, 0');
      const lines = result.evidence.filter((line) => line.code === 'log-line').map((line) => line.value);
      expect(lines.join()).toMatch(/uid=5000.*bot\.example\.org/s);
    });

    it('names the mailbox also where the report hides the Message-ID that the log knows', async () => {
      const reported = { ...mail([pickup]), messageId: null };
      expect(short(await ask(logOf(delivered, redirect), reported))).toBe(
        'log-queue-id, forwarded, mailbox anna@kunde.example, 0',
      );
      const ofItsOwn = redirect.replace('m1@pc7.example', 'own@mail1.example');
      expect((await ask(logOf(delivered, ofItsOwn), reported)).verdict).toBe('sent-by-web-script');
    });

    it('names nobody where several mailboxes got it', async () => {
      const two = delivered.replace('to=<anna@', 'to=<berta@').split('\n')[2] ?? '';
      const result = await ask(logOf(`${delivered}${two}\n`, redirect), mail([pickup, hop]));
      expect(short(result)).toBe('log-queue-id, forwarded, nobody, 0');
    });

    it('is the program’s own where nothing of its Message-ID came in before it', async () => {
      const earlier = redirect.replaceAll('17:26:2', '17:06:2');
      const reported = mail([pickup.replace('17:26:22', '17:06:22')]);
      expect(short(await ask(logOf(earlier, delivered), reported))).toBe(
        'log-queue-id, sent-by-web-script, site uid5000@mail1.mail.example.com, 1',
      );
      expect((await ask(logOf(redirect), mail([pickup]))).verdict).toBe('sent-by-web-script');
    });
  });

  it('to a mailbox here was not sent through us, whatever its From says', async () => {
    const local = `${inbound}Nov 21 17:26:21 mail1 postfix/lmtp[744]: 0F5383D: to=<anna@kunde.example>, relay=mail1[private/lmtp], delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)\n`;
    const result = await ask(logOf(local), mail([hop]));
    expect(short(result)).toBe('log-queue-id, not-through-us, nobody, 0');
  });
});
