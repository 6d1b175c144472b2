// What a signature proves and what it does not: keys and mails are made here, the DNS is a zone of the test
// (RFC 6376, RFC 8301, RFC 8463).

import { beforeAll, describe, expect, it } from 'vitest';
import { signatureLimits } from './limits';
import { signedBytes } from './signed-bytes';
import { Zone, type SignOptions, type SignerOptions } from './testing/zone';
import { verifySignatures } from './verify-signatures';

const receivedAt = new Date('2026-11-21T12:00:00Z');
const zone = new Zone();

function mail(more: { header?: string[]; body?: string } = {}): Buffer {
  const lines = [
    'From: Feedback <fbl@loop.example>',
    'To: abuse@example.com',
    'Subject: FW: Angebot',
    'Date: Sat, 21 Nov 2026 11:00:00 +0000',
    'Message-ID: <1@loop.example>',
    'Content-Type: text/plain',
    ...(more.header ?? []),
    '',
    more.body ?? 'A report.\r\n',
  ];
  return Buffer.from(lines.join('\r\n'));
}

async function verdict(raw: Buffer): Promise<string[]> {
  const { results } = await verifySignatures(raw, receivedAt, zone.resolve);
  return results.map(({ domain, result, reason }) => [domain, result, reason].filter(Boolean).join(' '));
}

const signedBy = (domain: string, options: SignOptions = {}, raw = mail()): Promise<Buffer> =>
  zone.sign(raw, domain, { signedAt: new Date('2026-11-21T11:00:00Z'), ...options });

const replaced = (raw: Buffer, from: string, to: string): Buffer =>
  Buffer.from(raw.toString('latin1').replace(from, to), 'latin1');

beforeAll(() => {
  zone.addSigner('loop.example').addSigner('esp.example', { bits: 2048 });
  zone.addSigner('curve.example', { algorithm: 'ed25519' });
});

describe('a signature', () => {
  it.each(['relaxed/relaxed', 'simple/simple', 'simple/relaxed'])('passes, %s', async (canonicalization) => {
    const raw = await signedBy('loop.example', { canonicalization });
    expect(await verifySignatures(raw, receivedAt, zone.resolve)).toEqual({
      dkimDomains: ['loop.example'],
      results: [{ domain: 'loop.example', selector: 'k1', result: 'pass', reason: null }],
    });
  });

  it('of Ed25519 passes', async () => {
    expect(await verdict(await signedBy('curve.example'))).toEqual(['curve.example pass']);
  });

  it('passes on mail that a Maildir keeps with bare line feeds', async () => {
    const raw = await signedBy('loop.example');
    expect(await verdict(Buffer.from(raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'))).toEqual([
      'loop.example pass',
    ]);
  });

  it('passes beside another one that fails, each by itself', async () => {
    const raw = replaced(await signedBy('esp.example'), 'Angebot', 'Rechnung');
    expect(await verdict(await signedBy('loop.example', {}, raw))).toEqual([
      'loop.example pass',
      'esp.example fail bad signature',
    ]);
  });

  it('fails when body or signed header were changed', async () => {
    const raw = await signedBy('loop.example');
    expect(await verdict(replaced(raw, 'A report.', 'Another report.'))).toEqual([
      'loop.example fail body hash did not verify',
    ]);
    expect(await verdict(replaced(raw, 'fbl@loop.example', 'ceo@loop.example'))).toEqual([
      'loop.example fail bad signature',
    ]);
  });

  it('without a key proves nothing, and is no outage', async () => {
    const raw = await signedBy('loop.example');
    expect(await verdict(replaced(raw, 's=k1', 's=k9'))).toEqual(['loop.example neutral no key']);
    expect(await verdict(replaced(raw, 's=k1', `s=${'k'.repeat(300)}`))).not.toContain('temperror');
  });

  it('of a revoked key proves nothing', async () => {
    zone.addSigner('revoked.example');
    const raw = await signedBy('revoked.example');
    zone.setRecord('k1._domainkey.revoked.example', 'v=DKIM1; p=');
    expect(await verdict(raw)).toEqual(['revoked.example neutral invalid public key']);
  });

  const weak: [string, SignerOptions, SignOptions, string][] = [
    ['a key of 768 bits', { bits: 768 }, {}, 'neutral weak-key'],
    ['a key in testing', { flags: 'y' }, {}, 'neutral key-in-testing'],
    ['a part of the body', {}, { coveredBytes: 4 }, 'neutral body-length-limited'],
    ['the whole body, by l=', {}, { coveredBytes: 11 }, 'neutral body-length-limited'],
  ];
  it.each(weak)('over or by %s proves nothing', async (_, signer, options, expected) => {
    zone.addSigner('weak.example', signer);
    expect(await verdict(await signedBy('weak.example', options))).toEqual([`weak.example ${expected}`]);
  });

  it('by SHA-1 proves nothing (RFC 8301 §3.1)', async () => {
    const raw = replaced(await signedBy('loop.example'), 'a=rsa-sha256', 'a=rsa-sha1');
    expect(await verdict(raw)).toEqual(['loop.example neutral weak-algorithm']);
  });

  it('that expires is judged by the day of receipt, so that reading again gives the same answer', async () => {
    const hour = 3_600_000;
    const raw = await signedBy('loop.example', { expiresAt: new Date(receivedAt.getTime() + hour) });
    expect(await verdict(raw)).toEqual(['loop.example pass']);
    const late = new Date(receivedAt.getTime() + 2 * hour);
    expect((await verifySignatures(raw, late, zone.resolve)).results).toMatchObject([
      { result: 'neutral', reason: 'expired' },
    ]);
  });
});

describe('a mail with two From fields', () => {
  it('is signed by nobody: the signature covers the one that nobody sees', async () => {
    const raw = await signedBy('loop.example');
    const forged = Buffer.concat([Buffer.from('From: Boss <boss@loop.example>\r\n'), raw]);
    const check = await verifySignatures(forged, receivedAt, zone.resolve);
    expect(check.dkimDomains).toEqual([]);
    expect(check.results).toMatchObject([{ result: 'neutral', reason: 'several-from-fields' }]);
  });
});

describe('the name servers', () => {
  it('that do not answer make a temporary error, and nothing else does', async () => {
    const raw = await signedBy('loop.example');
    zone.isDown = true;
    const down = await verdict(raw);
    zone.isDown = false;
    expect(down).toEqual(['loop.example temperror DNS failure: ESERVFAIL']);
    expect(await verdict(raw)).toEqual(['loop.example pass']);
  });

  it('are asked for eight signatures at most, and not at all for what cannot count', async () => {
    const raw = Buffer.concat([
      Buffer.from(
        Array.from(
          { length: 500 },
          (_, i) =>
            `DKIM-Signature: v=1; a=rsa-sha256; d=d${i}.example; s=a; h=from; bh=${'A'.repeat(43)}=; b=AAAA\r\n`,
        ).join(''),
      ),
      mail(),
    ]);
    zone.asked.length = 0;
    const { results } = await verifySignatures(raw, receivedAt, zone.resolve);
    expect(zone.asked.length).toBeLessThanOrEqual(signatureLimits.signatures);
    expect(results).toHaveLength(2 * signatureLimits.signatures);
    expect(results.at(-1)).toMatchObject({ result: 'neutral', reason: 'too-many-signatures' });
    zone.asked.length = 0;
    expect(await verdict(mail())).toEqual([]);
    expect(zone.asked).toEqual([]);
  });
});

describe('hostile mail', () => {
  const signature = 'DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=a; h=from; bh=AAAA; b=AAAA;';
  const folds = (bytes: number): string => '\r\n '.repeat(bytes / 3);
  it.each([
    ['a signature of folds', [`${signature} z=${folds(200_000)}x`]],
    ['many folded fields', Array.from({ length: 6 }, (_, i) => `X${i}: ${folds(15_000)}x`)],
    ['a header without end', [`X: ${'x'.repeat(1_000_000)}`]],
    ['no body and no end', []],
  ])('%s proves nothing, and no long field of it reaches the library', async (_, header) => {
    const raw = mail({ header: [signature, ...header] });
    expect((await verifySignatures(raw, receivedAt, zone.resolve)).dkimDomains).toEqual([]);
    const signed = signedBytes(raw);
    const fields = signed.ready ? signed.bytes.toString('latin1').split(/\r\n(?![ \t])/) : [];
    expect(Math.max(0, ...fields.map(({ length }) => length))).toBeLessThan(signatureLimits.fieldBytes);
  });

  it('with one field longer than genuine ones is not checked, and says so', async () => {
    const raw = mail({ header: [signature, `X: ${folds(30_000)}x`] });
    expect(await verdict(raw)).toEqual(['a.example neutral header-too-large']);
  });

  it('of nothing but bare line feeds reaches the library with proper ones: it would stop at each', async () => {
    const raw = Buffer.concat([mail({ header: [signature] }), Buffer.alloc(2 ** 16, '\n')]);
    const signed = signedBytes(raw);
    expect(signed.ready && signed.bytes.toString('latin1')).not.toMatch(/(?<!\r)\n/);
    expect((await verifySignatures(raw, receivedAt, zone.resolve)).dkimDomains).toEqual([]);
  });

  it('a body of ten million blanks is not looked at', async () => {
    const body = Buffer.alloc(signatureLimits.mailBytes + 1, ' ');
    const raw = Buffer.concat([mail({ header: [signature] }), body]);
    expect(await verifySignatures(raw, receivedAt, zone.resolve)).toEqual({ dkimDomains: [], results: [] });
  });
});
