// Genuine mail whose header somebody added to: what was signed, or stamped as signed, must not vouch for what is read.

import { beforeAll, describe, expect, it } from 'vitest';
import { readReport } from '@/lib/formats/read-report';
import type { ReportOutcome } from '@/lib/formats/types';
import { identifyReporter } from './identify-reporter';
import { Zone } from './testing/zone';
import type { LoopIdentity, ReporterSettings } from './types';
import { verifySignatures } from './verify-signatures';

const settings: ReporterSettings = {
  authservIds: ['mx.example.com'],
  trust: { verified: 1, known: 1, signed: 0.6, unauthenticated: 0.2 },
};
const loop: LoopIdentity = {
  id: 1,
  name: 'Loop',
  program: 'test',
  intakeAlias: null,
  fromAddresses: ['fbl@loop.example'],
  envelopeDomains: [],
  dkimDomains: ['loop.example'],
  defaultKind: 'user',
  factor: 1,
  state: 'active',
};

const part = (boundary: string, account: string): string[] => [
  `--${boundary}`,
  'Content-Type: message/feedback-report',
  '',
  'Feedback-Type: abuse',
  'User-Agent: Example-FBL/1.0',
  'Version: 1',
  `Original-Mail-From: <${account}>`,
  '',
  `--${boundary}--`,
  '',
];

/** A genuine report whose reported mail, written by the attacker, holds a report of the attacker's own. */
const genuine = Buffer.from(
  [
    'From: Feedback <fbl@loop.example>',
    'To: abuse@example.com',
    'Subject: FW: Angebot',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="true"',
    '',
    ...part('true', 'spammer@example.com').slice(0, -2),
    '--true',
    'Content-Type: message/rfc822',
    '',
    'Subject: Angebot',
    '',
    ...part('mine', 'victim@example.com'),
    '--true--',
    '',
  ].join('\r\n'),
);
const mine = 'Content-Type: multipart/report; report-type=feedback-report; boundary="mine"\r\n';

const zone = new Zone().addSigner('loop.example');
let signed: Buffer;
beforeAll(async () => {
  signed = await zone.sign(genuine, 'loop.example');
});

const above = (lines: string, raw: Buffer): Buffer => Buffer.concat([Buffer.from(lines), raw]);
const accountOf = (outcome: ReportOutcome): string | null =>
  outcome.outcome === 'report' ? outcome.report.originalMailFrom : null;

/** Who reports what, by our own check, or by a stamp of our mail exchanger that passed the loop's signature. */
async function judge(raw: Buffer, by: 'own check' | 'stamp') {
  const stamp = 'Authentication-Results: mx.example.com; dkim=pass header.d=loop.example\r\n';
  const mail = by === 'stamp' ? above(stamp, raw) : raw;
  const outcome = readReport(mail);
  if (outcome.outer === null) throw new Error('no header was read');
  const signatures = by === 'stamp' ? null : await verifySignatures(mail, new Date(), zone.resolve);
  const { trust, evidence } = identifyReporter(outcome.outer, [loop], settings, signatures);
  return { account: accountOf(outcome), trust, codes: evidence.map(({ code }) => code) };
}

describe.each(['own check', 'stamp'] as const)('a report that the %s vouches for', (by) => {
  it('is verified as it was signed', async () => {
    expect(await judge(signed, by)).toMatchObject({ account: 'spammer@example.com', trust: 'verified' });
  });

  it('proves nothing with a second Content-Type above the signed one', async () => {
    expect(await judge(above(mine, signed), by)).toMatchObject({
      account: 'victim@example.com',
      trust: 'unauthenticated',
      codes: expect.arrayContaining(['repeated-fields']) as string[],
    });
  });

  it('proves nothing where the signed Content-Type is hidden by a blank that only signers know', async () => {
    const hidden = signed.toString('latin1').replace('Content-Type: multipart', 'Content-Type\v: multipart');
    const found = await judge(above(mine, Buffer.from(hidden, 'latin1')), by);
    expect(found).toMatchObject({ account: 'victim@example.com', trust: 'unauthenticated' });
  });

  it('proves nothing with a second encoding of the body or a second From', async () => {
    const encoding = 'Content-Transfer-Encoding: 8bit\r\n';
    const twice = await judge(above(encoding, above(encoding, signed)), by);
    expect(twice.trust).toBe('unauthenticated');
    const from = await judge(above('From: Chef <chef@loop.example>\r\n', signed), by);
    expect(from.trust).toBe('unauthenticated');
  });
});

describe('a signature', () => {
  it('over a part of the body is found with blanks before the colon of its field', async () => {
    const partly = await zone.sign(genuine, 'loop.example', { coveredBytes: 10 });
    const shifted = partly
      .toString('latin1')
      .replace(/^DKIM-Signature: ([\s\S]*?)(l=10;\s*)/, 'DKIM-Signature : $2$1');
    expect(shifted).toMatch(/^DKIM-Signature : l=10;/);
    const { results } = await verifySignatures(Buffer.from(shifted, 'latin1'), new Date(), zone.resolve);
    expect(results).toMatchObject([{ reason: 'body-length-limited' }]);
  });
});
