// Whoever complained stays unnamed in all that leaves: reports of every shape that the sample provider's programs write,
// with random complainants whom the reported mail hides in what senders hide them in, at every level, by both writers.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readReport } from '@/lib/formats/read-report';
import { reportedSource } from '@/lib/formats/reported-source';
import { redactReport } from '@/lib/passing-on/redact-report';
import { redactionLevels, reportForms, type KeptReport, type ReadOriginal } from '@/lib/passing-on/types';
import { writeComplaint } from '@/lib/sample-provider/complaint';
import { firstPlans } from '@/lib/sample-provider/first-plans';
import { createProvider } from '@/lib/sample-provider/provider';
import { Random } from '@/lib/sample-provider/random';
import { SHAPES } from '@/lib/sample-provider/shapes';
import type { ComplaintPlan, ProgramId } from '@/lib/sample-provider/types';
import { readOriginal } from './redact-kept-report';
import { writeReportMail } from './write-report-mail';

const now = new Date('2026-11-22T10:00:00Z');
const plans = firstPlans(createProvider(7), now);
const programs = Object.keys(SHAPES) as ProgramId[];

// Nothing is signed here: a signature is a run of base64.
vi.mock('@/lib/env', () => ({
  env: () => ({ NOTICE_DKIM_KEY: '', SECRET_KEY: 'a7'.repeat(32) }),
  requireEnv: () => 'a7'.repeat(32),
}));

const base64 = (text: string) => Buffer.from(text).toString('base64');
const percent = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
const printable = (text: string) =>
  [...Buffer.from(text)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('');
const hash = (name: string, text: string) => createHash(name).update(text).digest('hex');

/** How senders write a recipient into a mail; each is put into its header and its words. */
const hidings: Record<string, (local: string, domain: string) => string> = {
  'as it is': (local, domain) => `${local}@${domain}`,
  'local part': (local) => local,
  verp: (local, domain) => `bounce+${local}=${domain}@list.example`,
  base64: (local, domain) => base64(`${local}@${domain}`),
  'base64 in a link': (local, domain) => `https://list.example/u/${base64(`id=1&e=${local}@${domain}`)}`,
  'quoted-printable': (local, domain) => printable(`${local}@${domain}`),
  percent: (local, domain) => percent(`${local}@${domain}`),
  md5: (local, domain) => hash('md5', `${local}@${domain}`),
  sha1: (local, domain) => hash('sha1', `${local}@${domain}`),
  sha256: (local) => hash('sha256', local),
};

function hidden(original: ReadOriginal | null, written: string, address: string): ReadOriginal | null {
  if (original === null) return null;
  const named = ['X-Mailer', 'Feedback-ID', 'List-ID', 'User-Agent', 'Sender', 'Return-Path', 'X-Anything'];
  const kept = original.headers.filter(([name]) => !/^(?:message-id|subject)$/i.test(name));
  return {
    headers: [
      ...kept,
      ['To', `<${address}>`],
      ...named.map((name): [string, string] => [name, `<${written}>`]),
      ['Subject', `Hallo ${written}`],
      ['Message-ID', `<1.${written.replaceAll(/[\s<>]/g, '')}@list.example>`],
    ],
    text: `${original.text}\n${written}\n`,
  };
}

/** What a reader's program could make of the bytes: encodings undone, and those in them. */
function everything(mail: Buffer): string {
  let layer = mail.toString('utf8').replaceAll(/=\r\n/g, '');
  const said = [layer];
  for (let depth = 0; depth < 3; depth += 1) {
    const joined = layer.replaceAll(/([A-Za-z0-9+/]{76})\r?\n(?=[A-Za-z0-9+/])/g, '$1');
    const decoded = [...joined.matchAll(/[A-Za-z0-9+/_-]{8,}={0,2}/g)].map(([run]) =>
      Buffer.from(run, 'base64').toString('utf8'),
    );
    const plain = layer.replaceAll(/[=%]([0-9A-Fa-f]{2})/g, (_, h: string) =>
      String.fromCharCode(parseInt(h, 16)),
    );
    layer = [plain, ...decoded].join('\n');
    said.push(layer);
  }
  return said.join('\n').toLowerCase();
}

/** The complaint of this plan about somebody else, as it would be kept. */
function keptOf(plan: ComplaintPlan, local: string) {
  const { raw } = writeComplaint({ ...plan, complainant: local, sent: null }, 'x', null, new Random(local));
  const outcome = readReport(raw);
  if (outcome.outcome !== 'report') return null;
  const source = reportedSource(raw);
  const original = source === null ? null : readOriginal(source);
  if (original === 'report') return null;
  const { report } = outcome;
  const rcpt = report.originalRcptTo[0] ?? null;
  const kept: KeptReport = {
    ...report,
    // What the writers need so that none of them can leave it out.
    feedbackType: 'abuse',
    sourceIp: '192.0.2.7',
    sourcePort: 40_123,
    originalMailFrom: plan.account.login,
    incidents: report.incidents,
    complainant: rcpt,
    messageId: outcome.reported?.messageId ?? null,
    subject: outcome.reported?.subjectText ?? null,
    headerFrom: outcome.reported?.fromAddress ?? null,
    mailDate: null,
  };
  return { kept, original, rcpt, login: plan.account.login };
}

const envelope = {
  marks: {
    from: 'abuse@musterpost.example',
    replyTo: 'abuse+1@musterpost.example',
    envelopeFrom: 'abuse+2@musterpost.example',
    replyToken: '',
    messageId: 'm.1@musterpost.example',
  },
  provider: 'Musterpost',
  to: 'abuse@reseller.example',
  subject: 'FW',
  text: 'Guten Tag,\n',
  userId: null,
};

describe.each(programs)('a complaint of %s', (program) => {
  const own = plans.filter((plan) => plan.program === program);

  it('names no complainant in whatever leaves, however the mail names him', async () => {
    expect(own.length).toBeGreaterThan(0);
    let named = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...own),
        fc.stringMatching(/^q[bcdfghjkmnpqrtvwxz]{5,8}[._-]?[bcdfghjkmnpqrtvwxz]{4,6}$/),
        fc.constantFrom(...Object.keys(hidings)),
        fc.constantFrom(...redactionLevels),
        fc.constantFrom(...reportForms),
        async (plan, local, hiding, level, form) => {
          const found = keptOf(plan, local);
          if (found === null) return;
          // A report that names nobody itself: the mail does, in its To.
          const [user = '', domain = ''] = (found.rcpt ?? `${local}@leserin.example`).split('@');
          const written = (hidings[hiding] ?? (() => ''))(user, domain);
          const original = hidden(found.original, written, `${user}@${domain}`);
          if (original !== null || found.rcpt !== null) named += 1;
          const redacted = redactReport(found.kept, original, {
            level,
            key: 'k1',
            keep: [found.login],
            isOwnHost: (host) => host.endsWith('musterpost.example'),
            isOwnDomain: (one) => one === 'musterpost.example',
          });
          const one = { redacted, name: 'meldestelle:x', about: found.login, receivedAt: now, kind: 'user' };
          for (const reports of [[one], [one, one]] as const) {
            const mail = await writeReportMail(reports, { ...envelope, form }, now);
            const said = everything(mail);
            if (form === 'xarf') expect(said).toContain('xarf_version');
            for (const secret of [user, local]) {
              const lower = secret.toLowerCase();
              for (const name of ['md5', 'sha1', 'sha256'])
                for (const text of [lower, `${lower}@${domain}`])
                  expect(said, `${name} of ${text}`).not.toContain(hash(name, text));
              expect(said, `${hiding} ${level} ${form}`).not.toContain(lower);
            }
          }
        },
      ),
      { numRuns: 20, endOnFailure: true, seed: 20_261_122 },
    );
    expect(named).toBeGreaterThan(0);
  }, 120_000);
});
