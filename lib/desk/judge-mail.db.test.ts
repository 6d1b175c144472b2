// What is no machine-readable complaint, from stored mail to its place: what waits for a person, what is kept, what is set
// apart, and which tasks it raises. Nothing of it is ever scored.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { emptyReport } from '@/lib/formats/empty-report';
import type { OuterMessage } from '@/lib/formats/types';
import { HOTLINES } from '@/lib/restricted/hotlines';
import { deskContext } from './desk-context';
import { judgeMail } from './judge-mail';
import { replayMessages } from './replay-messages';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { forwarded, letter } from './testing/people';

let db: TestDatabase;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

interface Row {
  state: string;
  format: string | null;
  reason_code: string | null;
  from_text: string | null;
  subject: string | null;
  facts: Record<string, unknown> | null;
}

async function read(...raws: Buffer[]): Promise<Row[]> {
  const ids = await storeMails(
    db,
    raws.map((raw) => ({ raw })),
  );
  await drain();
  return db.sql<Row[]>`
    SELECT state, format, reason_code, from_text, subject, facts FROM raw_message WHERE id = ANY(${ids}) ORDER BY id`;
}

const tasks = () =>
  db.sql`SELECT kind, audience, detail, feedback_loop_id AS loop, raw_message_id AS mail, occurrences FROM task ORDER BY id`;

async function expectNothingScored(): Promise<void> {
  const [row] = await db.sql`
    SELECT (SELECT count(*)::int FROM report) AS reports, (SELECT count(*)::int FROM complaint) AS complaints,
      (SELECT count(*)::int FROM account) AS accounts`;
  expect(row).toEqual({ reports: 0, complaints: 0, accounts: 0 });
}

describe('a text of a person', () => {
  it('waits for a word where it names something of ours, with what it names and whom it may mean', async () => {
    const [row] = await read(
      letter({ body: 'Spam von anna (at) example[.]com, Server 192.0.2.55, nicht 203.0.113.9.' }),
    );
    expect(row).toMatchObject({ state: 'to_check', format: 'text', reason_code: 'free-text' });
    expect(row?.facts).toMatchObject({
      findings: [
        { kind: 'mailbox', value: 'anna@example.com' },
        { kind: 'ip', value: '192.0.2.55' },
      ],
      suggestedAccount: 'anna@example.com',
      trust: 'unauthenticated',
      text: expect.stringContaining('Spam von anna') as string,
    });
    await expectNothingScored();
  });

  it('about others is not recognised and says so; without any name it is in no known format', async () => {
    const rows = await read(
      letter({ body: 'Spam von otto@elsewhere.example, Server 203.0.113.9.' }),
      letter({ body: 'Bitte helfen Sie mir.' }),
    );
    expect(rows.map((row) => [row.state, row.reason_code, row.facts])).toEqual([
      ['not_recognised', 'nothing-of-ours', null],
      ['not_recognised', 'no-known-format', null],
    ]);
  });

  it('that names only its own sender and recipient names nothing of ours', async () => {
    const [row] = await read(
      letter({ from: 'berta@example.com', body: 'An abuse@example.com: Gruß, berta@example.com' }),
    );
    expect(row).toMatchObject({ state: 'not_recognised', reason_code: 'nothing-of-ours' });
  });
});

describe('a mail that somebody passes on', () => {
  it('is a candidate where the ladder finds one of our accounts, and suggests it', async () => {
    const [row] = await read(forwarded('anna@example.com'));
    expect(row).toMatchObject({ state: 'to_check', format: 'forwarded', reason_code: 'forwarded-mail' });
    expect(row?.facts).toMatchObject({
      suggestedAccount: 'anna@example.com',
      attribution: { rung: 'own-received', verdict: 'claimed' },
      reported: { subject: 'Angebot' },
      text: 'Bitte abstellen.',
    });
    await expectNothingScored();
  });

  it('is none where it only quotes what the desk itself or the writer wrote before', async () => {
    const quoting = (author: string) =>
      letter({
        from: 'kunde@example.com',
        body: `Danke.\r\n\r\n> Von: <${author}>\r\n> An: <x@example.org>\r\n> Betreff: Ihre Frage\r\n>\r\n> Text`,
      });
    const rows = await read(quoting('abuse@example.com'), quoting('kunde@example.com'));
    expect(rows.map((row) => row.reason_code)).toEqual(['nothing-of-ours', 'nothing-of-ours']);
    const [other] = await read(quoting('jemand@example.com'));
    expect(other).toMatchObject({ state: 'to_check', facts: { suggestedAccount: 'jemand@example.com' } });
  });

  it('is one where the spam was addressed to its own sender', async () => {
    const [row] = await read(
      letter({
        body: 'Von: <kunde@example.com>\r\nAn: <kunde@example.com>\r\nBetreff: Angebot\r\n\r\nKaufen',
      }),
    );
    expect(row).toMatchObject({
      state: 'to_check',
      facts: { findings: [{ kind: 'mailbox', value: 'kunde@example.com' }] },
    });
  });

  it('is none where it came from elsewhere in nobody of ours name', async () => {
    const [row] = await read(forwarded('otto@elsewhere.example', { hop: false }));
    expect(row).toMatchObject({ state: 'not_recognised', reason_code: 'nothing-of-ours' });
  });
});

describe('a report of a type that nobody defined', () => {
  it('is filed, weighs nothing and waits for a word', async () => {
    const [row] = await read(
      arfMail({ loop: 'loop-a.example.net', sender: 'anna@example.com', serial: 1, feedbackType: 'smoke' }),
    );
    expect(row).toMatchObject({ state: 'to_check', format: 'arf', reason_code: 'unknown-feedback-type' });
    expect(row?.facts).toMatchObject({ feedbackType: 'smoke', trust: 'verified' });
    expect(await db.sql`SELECT kind, feedback_type FROM report`).toEqual([
      { kind: 'unknown', feedback_type: 'smoke' },
    ]);
    expect(await db.sql`SELECT 1 FROM complaint`).toHaveLength(0);
  });
});

const outer = (fromAddress: string): OuterMessage => ({
  fromAddress,
  fromText: fromAddress,
  to: null,
  subject: 'Betreff',
  subjectText: 'Betreff',
  messageId: null,
  returnPath: null,
  deliveredTo: [],
  date: null,
  authenticationResults: [],
  repeatedFields: [],
  received: [],
  autoSubmitted: null,
  dkimDomains: [],
  contentType: 'text/plain',
});
const message = {
  id: 7,
  attempts: 1,
  receivedAt: new Date(),
  bytes: Buffer.alloc(0),
  format: null,
  isHandedOver: false,
  mailboxRole: 'complaints' as const,
  isByLmtp: false,
  judgement: null,
};

describe('an encrypted report', () => {
  it('is always set before a person, because nothing in it can be looked for', async () => {
    const judged = judgeMail(
      message,
      {
        outcome: 'candidate',
        format: 'x-arf',
        reason: 'x-arf-secure',
        findings: [],
        report: emptyReport('abuse'),
        reported: null,
        text: null,
        outer: outer('cert@example.org'),
      },
      null,
      await deskContext(),
    );
    expect(judged.verdict).toMatchObject({ state: 'to_check', reasonCode: 'x-arf-secure' });
  });
});

describe('what is about sexual abuse of children', () => {
  it('leaves nothing of itself in the row when a report says so, and tells only who handles it', async () => {
    const report = { ...emptyReport('other'), category: 'content/csam', isRestricted: true };
    const judged = judgeMail(
      message,
      { outcome: 'report', format: 'xarf', report, reported: null, more: [], outer: outer('a@example.net') },
      null,
      await deskContext(),
    );
    expect(judged.reportItems).toEqual([]);
    expect(judged.verdict).toMatchObject({
      state: 'restricted',
      fromText: null,
      subject: null,
      facts: null,
      reasonCode: null,
    });
    expect(judged.tasks).toMatchObject([
      { kind: 'restricted-report', audience: 'restricted', rawMessageId: 7 },
    ]);
  });

  it('is set apart by the hotline that sent it, whatever its format, and a replay raises no second task', async () => {
    const hotline = `reports@${HOTLINES.find((entry) => !entry.includes('@'))}`;
    const rows = await read(
      letter({ from: hotline, body: 'Siehe https://www.example.com/x' }),
      letter({ from: hotline, body: 'Nichts' }),
    );
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'restricted', from_text: null, subject: null, facts: null });
    }
    const raised = await tasks();
    expect(raised.map((task) => [task['kind'], task['audience'], task['occurrences']])).toEqual([
      ['restricted-report', 'restricted', 1],
      ['restricted-report', 'restricted', 1],
    ]);
    expect(JSON.stringify(raised)).not.toContain('www.example.com');
    await db.sql`UPDATE task SET done_at = now()`;
    // No screen replays such mail; a newer parser may still have it read again.
    await db.sql`UPDATE raw_message SET state = 'received', attempts = 0`;
    await drain();
    expect(await tasks()).toHaveLength(2);
    await expectNothingScored();
  });
});

const verification = (from: string, code = '771204') =>
  letter({
    from,
    subject: 'Verify your feedback loop',
    body: `Verification code: ${code}\r\nhttps://www.example.com/confirm?x=1`,
    fields: ['Content-Type: text/plain'],
  });

describe("what a feedback loop's administration writes", () => {
  it('is kept, and a verification is a task for admins with code and link as text', async () => {
    const [row] = await read(verification('fbl@loop-a.example.net'));
    expect(row).toMatchObject({ state: 'kept', format: 'loop-administration' });
    const [task] = await tasks();
    expect(task).toMatchObject({
      kind: 'loop-verification',
      audience: 'admin',
      detail: {
        loop: 'loop-a.example.net',
        codes: ['771204'],
        links: ['https://www.example.com/confirm?x=1'],
        trust: 'unauthenticated',
      },
    });
    expect(task?.['loop']).not.toBeNull();
    expect(task?.['mail']).not.toBeNull();
  });

  it('from a stranger is what it is otherwise: here a text that names a place of ours', async () => {
    const [row] = await read(verification('phisher@elsewhere.example'));
    expect(row).toMatchObject({ state: 'to_check', format: 'text' });
    expect(await tasks()).toHaveLength(0);
  });

  it('forged by the hundred is one task, not a hundred', async () => {
    await read(
      ...Array.from({ length: 100 }, (_, i) => verification('fbl@loop-a.example.net', String(100_000 + i))),
    );
    expect(await tasks()).toMatchObject([{ kind: 'loop-verification', occurrences: 100 }]);
  });

  it('in no form that a program reads still reaches people (RFC 6449 §4.2)', async () => {
    const [row] = await read(letter({ from: 'fbl@loop-a.example.net', body: 'Wir ziehen um.' }));
    expect(row).toMatchObject({ state: 'kept', format: 'loop-administration' });
    expect(await tasks()).toMatchObject([{ kind: 'loop-administration', audience: 'admin' }]);
  });

  it('once done stays done when the mail is read anew', async () => {
    await read(verification('fbl@loop-a.example.net'));
    await db.sql`UPDATE task SET done_at = now()`;
    const [{ id } = { id: 0 }] = await db.sql<{ id: number }[]>`SELECT id FROM raw_message`;
    await replayMessages({ ids: [id] }, 1);
    await drain();
    expect(await db.sql`SELECT done_at IS NULL AS open FROM task`).toEqual([{ open: false }]);
  });
});

describe('a delivery report and an absence note', () => {
  it('are kept with their facts, never scored, never answered', async () => {
    const rows = await read(
      letter({
        from: 'MAILER-DAEMON@mx.example.net',
        fields: ['Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
        body: '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; x@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--',
      }),
      letter({
        fields: ['Auto-Submitted: auto-replied'],
        body: 'Bin im Urlaub, anna@example.com vertritt mich.',
      }),
    );
    expect(rows).toMatchObject([
      {
        state: 'kept',
        format: 'dsn',
        facts: { recipients: [{ recipient: 'x@example.com', status: '5.1.1' }] },
      },
      { state: 'kept', format: 'auto-reply', facts: { sign: 'auto-submitted' } },
    ]);
    expect(await tasks()).toHaveLength(0);
    await expectNothingScored();
  });
});
