// Refused pairs through a real Postfix that asks our policy service: the recipient who complained is refused at RCPT, the
// others of the same mail get it, and nobody else's mail is touched. One database, one server; each test says what holds.

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasMailServer, startMailServer, type MailServer } from '@/lib/connectors/testing/mail-server';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { declareBulkSender } from '@/lib/desk/declare-bulk-sender';
import { removeSuppression } from '@/lib/desk/remove-suppression';
import { saveSuppressionSettings } from '@/lib/desk/save-suppression-settings';
import { complaint, prepareNewsletter, SENDER, take } from '@/lib/desk/testing/suppression';
import { freePort } from '@/lib/mailbox/testing/dovecot';

const policyPort = await freePort();
vi.mock('@/lib/env', async (original) => {
  const real = await original<typeof import('@/lib/env')>();
  return { ...real, env: () => ({ ...real.env(), POLICY_LISTEN: { host: '127.0.0.1', port: policyPort } }) };
});
const { answerPostfix } = await import('./postfix-policy');

process.env['SECRET_KEY'] ??= '7'.repeat(64);
const admin = { id: 1 };
const other = 'laden@example.com';
const reader = 'erika@example.org';
const friend = 'max@example.org';
const shipped = /5\.7\.1 .*Dieser Empfaenger hat sich ueber Ihren Rundbrief beschwert/;

interface Answer {
  code: number;
  text: string;
}

describe.runIf(hasMailServer)('a refused pair through Postfix', () => {
  let mail: MailServer;
  let db: TestDatabase;
  let stop: AbortController;
  let running: Promise<void>;
  let customerId: number;

  beforeAll(async () => {
    mail = await startMailServer({
      before: `check_policy_service { inet:127.0.0.1:${policyPort}, timeout=2s, try_limit=1, default_action=DUNNO },`,
    });
  });
  afterAll(() => mail?.stop());

  beforeEach(async () => {
    db = await freshDatabase();
    await db.sql`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna')`;
    ({ customerId } = await prepareNewsletter(db));
    await db.sql`UPDATE customer SET declared_bulk_sender = true WHERE id = ${customerId}`;
    stop = new AbortController();
    await new Promise<number>((resolve) => {
      running = answerPostfix(stop.signal, resolve);
    });
    return async () => {
      stop.abort();
      await running;
      await db.drop();
    };
  });

  const refuse = async (refuses: boolean, refuseDays = 180) =>
    expect(
      await saveSuppressionSettings({ customerId, givesAddresses: false, refuses, refuseDays }, admin),
    ).toMatchObject({ ok: true });

  /** What each recipient of one mail is answered. */
  async function send(from: string, ...to: string[]): Promise<Answer[]> {
    const session = await mail.signIn(from);
    const answers: Answer[] = [];
    await session.ask(`MAIL FROM:<${from}>`);
    for (const one of to) {
      const { code, lines } = await session.ask(`RCPT TO:<${one}>`);
      answers.push({ code, text: lines.join(' ') });
    }
    session.close();
    return answers;
  }
  const codes = async (from: string, ...to: string[]) => (await send(from, ...to)).map(({ code }) => code);
  /** The service hears of a change by itself; how soon is not what is tested. */
  const eventually = (ask: () => Promise<void>) => vi.waitFor(ask, { timeout: 10_000, interval: 150 });

  it('ends at RCPT with our words; the others of the mail, and other accounts, are served', async () => {
    await take(db, complaint({ complainant: reader }));
    expect(await codes(SENDER, reader), 'off by default').toEqual([250]);
    await refuse(true);
    await eventually(async () => expect(await codes(SENDER, reader)).toEqual([554]));
    const answers = await send(SENDER, friend, 'Erika@Example.ORG', 'karl@example.net');
    expect(answers.map(({ code }) => code)).toEqual([250, 554, 250]);
    expect(answers[1]?.text).toMatch(shipped);
    expect(await codes(other, reader), 'another customer’s account').toEqual([250]);
    await mail.submit(SENDER, { to: [friend], subject: 'Rundbrief' });
  }, 60_000);

  it('is told in the words that the connector’s settings give it', async () => {
    await db.sql`
      INSERT INTO connector (name, kind, measures, settings) VALUES ('Postfix', 'policy-service', '{send-lock}',
        ${db.sql.json({ suppressed: { de: 'Abbestellt, bitte aus der Liste nehmen' } })})`;
    await take(db, complaint({ complainant: reader }));
    await refuse(true);
    await eventually(async () => {
      const [answer] = await send(SENDER, reader);
      expect(answer).toMatchObject({ code: 554 });
      expect(answer?.text).toContain('5.7.1 ');
      expect(answer?.text).toContain('Abbestellt, bitte aus der Liste nehmen');
    });
  }, 60_000);

  it('expires: a complaint of longer ago refuses nobody, one of less long ago does', async () => {
    const days = (n: number) => new Date(Date.now() - n * 86_400_000);
    await take(
      db,
      complaint({ complainant: reader, receivedAt: days(31) }),
      complaint({ complainant: friend, receivedAt: days(29) }),
    );
    await refuse(true, 30);
    await eventually(async () => expect(await codes(SENDER, friend, reader)).toEqual([554, 250]));
  }, 60_000);

  it('is taken back by not-spam, by a person, by switching off, and with the declaration', async () => {
    await take(db, complaint({ complainant: reader }), complaint({ complainant: friend }));
    await refuse(true);
    await eventually(async () => expect(await codes(SENDER, reader, friend)).toEqual([554, 554]));
    await take(db, complaint({ complainant: reader, feedbackType: 'not-spam' }));
    await eventually(async () => expect(await codes(SENDER, reader, friend)).toEqual([250, 554]));
    const [entry] = await db.sql<{ id: number }[]>`SELECT id FROM suppression_entry WHERE ended_at IS NULL`;
    await removeSuppression({ customerId, entryId: entry?.id ?? 0, reason: 'Irrtum' }, admin);
    await eventually(async () => expect(await codes(SENDER, friend)).toEqual([250]));
    await take(db, complaint({ complainant: friend }));
    await eventually(async () => expect(await codes(SENDER, friend)).toEqual([554]));
    await refuse(false);
    await eventually(async () => expect(await codes(SENDER, friend)).toEqual([250]));
    await refuse(true);
    await eventually(async () => expect(await codes(SENDER, friend)).toEqual([554]));
    await declareBulkSender({ customerNumber: 'K-7', declared: false, reason: 'Versand beendet' }, admin);
    await eventually(async () => expect(await codes(SENDER, friend)).toEqual([250]));
  }, 60_000);
});
