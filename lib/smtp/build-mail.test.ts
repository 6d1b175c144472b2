// The bytes of a mail: two parts of the same words, marks in their fields, a signature that verifies.

import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify';
import { describe, expect, it } from 'vitest';
import { buildMail, type MailParts } from './build-mail';

const parts: MailParts = {
  from: { name: 'Abuse Müsterpost', address: 'abuse@example.com' },
  to: 'erika@example.net',
  replyTo: 'abuse+1@example.com',
  subject: 'Spam über unsere SMTP Server // AN: <erika@example.com>',
  text: 'Grüße\nund ein sehr langer Absatz '.repeat(30),
  html: '<p>Grüße</p>',
  messageId: 'n.1@example.com',
  inReplyTo: null,
  references: [],
  date: new Date('2026-11-22T10:00:00Z'),
  isAutomatic: false,
  attachments: [],
};

describe('a mail', () => {
  it('is plain ASCII with CRLF and lines that every server takes', async () => {
    const mime = (await buildMail(parts, null)).toString('latin1');
    expect(mime).toMatch(/^[\t\r\n -~]*$/);
    expect(mime.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...mime.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(mime).toContain('Message-ID: <n.1@example.com>');
    expect(mime).not.toMatch(/auto-submitted|x-mailer/i);
  });

  it('says where no person released it, and what it answers', async () => {
    const mime = (
      await buildMail(
        {
          ...parts,
          isAutomatic: true,
          inReplyTo: 'a@example.net',
          references: ['b@x.example', 'a@example.net'],
        },
        null,
      )
    ).toString();
    expect(mime).toContain('Auto-Submitted: auto-generated\r\n');
    expect(mime).toContain('In-Reply-To: <a@example.net>\r\n');
    expect(mime).toMatch(/References: <b@x\.example>\s+<a@example\.net>\r\n/);
  });

  it('takes no header from a value', async () => {
    const evil = 'x\r\nBcc: all@example.org';
    const mime = (
      await buildMail({ ...parts, subject: evil, from: { name: evil, address: 'abuse@example.com' } }, null)
    ).toString();
    expect(mime).not.toMatch(/^bcc:/im);
  });

  it('is signed so that it verifies', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const dkim = {
      domain: 'example.com',
      selector: 'abuse',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
    const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
    const resolver = (name: string) =>
      name === 'abuse._domainkey.example.com' ? Promise.resolve([[record]]) : Promise.reject(new Error(name));
    const verified = await dkimVerify(await buildMail(parts, dkim), { resolver });
    expect(verified.results.map(({ status }) => status.result)).toEqual(['pass']);
  });
});
