// Answering the customer: kept at every pause, sent once as it was shown, taken back whole, and never a word of who
// complained. Against a real database and a real SMTP server.

import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { fileAt, listFiles } from '@/lib/mail-view/mail-files';
import { viewMail } from '@/lib/mail-view/view-mail';
import { readHeader } from '@/lib/mime/header';
import { listNotices } from '@/lib/notices/queries';
import { tokenOfAddress } from '@/lib/notices/tokens';
import { findDraft } from '@/lib/replies/draft-queries';
import { deleteDoneDrafts, type DraftText } from '@/lib/replies/draft-store';
import { listReplies } from '@/lib/replies/queries';
import { sendMail } from '@/lib/smtp/send-mail';
import { attachFile, attachedBytes, removeFile } from './attach-file';
import { discardAnswer } from './discard-answer';
import { keepAnswer, otherWriters } from './keep-answer';
import { noteBounce } from './note-undelivered';
import { customerCards } from './customer-cards';
import { sendAnswer } from './send-answer';
import { sendDueNotice } from './send-due-notice';
import {
  contact,
  customerMail,
  nextContact,
  prepareAnswered,
  receive,
  type AnsweredCase,
} from './testing/answers';
import { versionOf } from './testing/measures';
import { trustAddress } from './trust-address';
import { withdrawNotice } from './withdraw-notice';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    NOTICE_BOUNCE_TO: 'bounce@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

let db: TestDatabase;
let at: AnsweredCase;
let replyId: number;
let clock: number;
const now = () => new Date(clock);

beforeEach(async () => {
  db = await freshDatabase();
  at = await prepareAnswered(db);
  replyId = (await listReplies(at.caseId))[0]!.id;
  clock = Date.now();
});
afterEach(() => db.drop());

const draft = (more: Partial<DraftText> = {}): DraftText => ({
  replyId,
  to: null,
  voice: { language: 'de', tone: 'sie' },
  text: 'Guten Tag,\n\nbitte ändern Sie jetzt das Passwort.',
  quotes: true,
  ...more,
});

async function keep(more: Partial<DraftText> = {}, userId = at.anna) {
  const kept = await keepAnswer({ number: at.number, draft: draft(more) }, userId, now());
  if (!kept.ok) throw new Error(kept.code);
  return kept.data;
}

/** Keeps it and sends what was shown. */
async function send(more: Partial<DraftText> = {}, userId = at.anna) {
  const { preview } = await keep(more, userId);
  const version = await versionOf(db, at.caseId);
  return sendAnswer(
    { caseId: at.caseId, version, userId, draft: draft(more), digest: preview.digest },
    now(),
  );
}

/** What a mail server gets of all that is due. */
async function leave(): Promise<{ from: string; to: string; mime: Buffer }[]> {
  clock += 11_000;
  const received: { from: string; to: string; mime: Buffer }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        received.push({ from, to: envelope.rcptTo[0]?.address ?? '', mime: Buffer.concat(chunks) });
        callback();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const settings = {
    host: '127.0.0.1',
    port,
    security: 'none',
    username: null,
    password: null,
    caPem: null,
  } as const;
  while (await sendDueNotice({ now, send: (mail) => sendMail(settings, mail) }));
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return received;
}

const state = async () =>
  (await db.sql<{ state: string; attention: boolean }[]>`SELECT state, attention FROM "case"`)[0];
const file = (name = 'anleitung.pdf', size = 5) => ({
  number: at.number,
  file: { name, contentType: 'application/pdf', content: Buffer.alloc(size, 'x') },
});

describe('an answer that is being written', () => {
  it('is there again, files and all, whoever else writes', async () => {
    await keep({ text: 'Guten' });
    expect(await attachFile(file('C:\\Texte\\an\u202eleitung.pdf'), at.anna)).toMatchObject({ ok: true });
    await keep({ text: 'Guten Tag', to: nextContact, quotes: false });
    const { others } = await keep({ text: 'Ich auch' }, at.ben);
    expect(others.map(({ name }) => name)).toEqual(['Anna']);
    expect(await findDraft(db.sql, { caseId: at.caseId, userId: at.anna })).toMatchObject({
      text: 'Guten Tag',
      to: nextContact,
      quotes: false,
      files: [{ name: 'an leitung.pdf', size: 5 }],
    });
    expect(await otherWriters(db.sql, { caseId: at.caseId, userId: at.ben })).toHaveLength(1);
    expect(await discardAnswer(at.caseId, at.anna)).toMatchObject({ ok: true });
    expect(await findDraft(db.sql, { caseId: at.caseId, userId: at.anna })).toBeNull();
    expect(await otherWriters(db.sql, { caseId: at.caseId, userId: at.ben })).toEqual([]);
  });

  it('is shown as it would leave: to whom, with which subject, with the customer’s words', async () => {
    const { preview } = await keep();
    expect(preview).toMatchObject({
      subject: 'Re: Spam',
      to: { address: contact, caution: null },
      obstacle: null,
    });
    expect(preview.body).toMatch(
      /^Guten Tag,\n\nbitte ändern Sie jetzt das Passwort\.\n\nAm .* schrieb privat@example\.net:\n> Der Rechner ist gescannt\.\n> Wie geht es weiter\?\n$/,
    );
  });

  it('of a reply that is none on this case is not kept', async () => {
    const wrong = { number: at.number, draft: draft({ replyId: replyId + 99 }) };
    expect(await keepAnswer(wrong, at.anna)).toMatchObject({ code: 'not-found' });
    expect(await db.sql`SELECT 1 FROM reply_draft`).toHaveLength(0);
  });

  it('takes files within bounds, and gives them back', async () => {
    expect(await attachFile(file(), at.anna)).toMatchObject({ code: 'no-draft' });
    await keep();
    expect(await attachFile(file('leer', 0), at.anna)).toMatchObject({ code: 'file-empty' });
    expect(await attachFile(file('groß', attachedBytes), at.anna)).toMatchObject({ ok: true });
    expect(await attachFile(file('einer zu viel', 1), at.anna)).toMatchObject({ code: 'too-large' });
    const [kept] = (await findDraft(db.sql, { caseId: at.caseId, userId: at.anna }))!.files;
    await keep({}, at.ben);
    await removeFile({ number: at.number, fileId: kept!.id }, at.ben);
    expect(
      (await findDraft(db.sql, { caseId: at.caseId, userId: at.anna }))?.files,
      'not Ben’s',
    ).toHaveLength(1);
    expect(await removeFile({ number: at.number, fileId: kept!.id }, at.anna)).toEqual({
      ok: true,
      data: [],
    });
    for (let i = 0; i < 10; i += 1) await attachFile(file(), at.anna);
    expect(await attachFile(file(), at.anna)).toMatchObject({ code: 'too-many' });
  });
});

describe('an answer that is sent', () => {
  it('joins the customer’s thread, with its files, and their next mail finds the case by it', async () => {
    await keep();
    await attachFile(file(), at.anna);
    expect(await send()).toMatchObject({ ok: true });
    expect(await state(), 'nothing is open any more').toEqual({ state: 'answered', attention: false });
    const [mail] = await leave();
    expect(mail?.to).toBe(contact);
    const { fields } = readHeader(mail!.mime, 0, mail!.mime.length);
    const field = (name: string) => fields.find((one) => one.key === name)?.value.trim() ?? null;
    expect(field('in-reply-to')).toBe('<k1@example.net>');
    expect(field('references')?.split(/\s+/)).toEqual([`<${at.noticeId}>`, '<k1@example.net>']);
    expect(field('subject')).toBe('Re: Spam');
    expect(field('auto-submitted')).toBeNull();
    expect(tokenOfAddress(field('reply-to') ?? '', 'abuse@example.com')).toMatch(/^[0-9a-f]{32}$/);
    const seen = await viewMail(mail!.mime);
    expect(seen.ok && seen.view.text).toContain('> Wie geht es weiter?');
    expect(listFiles(mail!.mime)).toMatchObject([{ name: 'anleitung.pdf' }]);
    expect(fileAt(mail!.mime, 0)?.toString()).toBe('xxxxx');
    expect(await state()).toEqual({ state: 'waiting_for_customer', attention: false });
    expect((await listNotices(at.caseId))[0]).toMatchObject({
      kind: 'answer',
      attachments: ['anleitung.pdf'],
    });
    await receive(
      db,
      customerMail({
        To: 'abuse@example.com',
        'Message-ID': '<k2@example.net>',
        'In-Reply-To': field('message-id') ?? '',
        References: `${field('references') ?? ''} ${field('message-id') ?? ''}`,
      }),
    );
    expect((await listReplies(at.caseId))[0]).toMatchObject({ linkedBy: 'message-id', handledAt: null });
    expect(await state()).toEqual({ state: 'answered', attention: true });
  });

  it('and taken back in time leaves everything as it was', async () => {
    await keep();
    await attachFile(file(), at.anna);
    const sent = await send();
    expect(await findDraft(db.sql, { caseId: at.caseId, userId: at.anna })).toBeNull();
    expect((await listReplies(at.caseId))[0]?.handledAt).not.toBeNull();
    expect(await withdrawNotice(sent.ok ? sent.data.noticeId : 0, at.anna, now())).toMatchObject({
      ok: true,
    });
    expect(await leave()).toEqual([]);
    expect((await listReplies(at.caseId))[0]?.handledAt).toBeNull();
    expect(await state()).toEqual({ state: 'answered', attention: true });
    const open = await findDraft(db.sql, { caseId: at.caseId, userId: at.anna });
    expect(open).toMatchObject({ text: draft().text, files: [{ name: 'anleitung.pdf' }] });
    expect(await send()).toMatchObject({ ok: true });
    expect(await leave()).toHaveLength(1);
  });

  it('by a double click, or by two people at once, is sent once; the other’s words stay', async () => {
    const mine = await keep();
    const other = await keep({ text: 'Von Ben' }, at.ben);
    const version = await versionOf(db, at.caseId);
    const input = (userId: number, digest: string, text: string) => ({
      caseId: at.caseId,
      version,
      userId,
      digest,
      draft: draft({ text }),
    });
    const answers = await Promise.all([
      sendAnswer(input(at.anna, mine.preview.digest, draft().text), now()),
      sendAnswer(input(at.anna, mine.preview.digest, draft().text), now()),
      sendAnswer(input(at.ben, other.preview.digest, 'Von Ben'), now()),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((one) => !one.ok && one.code === 'case-stale')).toHaveLength(2);
    expect(await leave()).toHaveLength(1);
    expect(
      await db.sql`SELECT 1 FROM reply_draft d LEFT JOIN notice n ON n.id = d.notice_id WHERE n.id IS NULL`,
    ).toHaveLength(1);
  });

  it('is what was seen, or is not sent', async () => {
    const { preview } = await keep();
    const version = await versionOf(db, at.caseId);
    const input = { caseId: at.caseId, version, userId: at.anna, digest: preview.digest };
    expect(await sendAnswer({ ...input, draft: draft({ text: 'Anders' }) }, now())).toMatchObject({
      code: 'preview-stale',
    });
    await attachFile(file(), at.anna);
    expect(await sendAnswer({ ...input, draft: draft() }, now()), 'a file more').toMatchObject({
      code: 'preview-stale',
    });
    expect(await sendAnswer({ ...input, draft: draft({ text: ' \n' }) }, now())).toMatchObject({
      code: 'fields',
    });
    await receive(db, customerMail({ 'Message-ID': '<k3@example.net>' }, 'Noch etwas'));
    expect(await sendAnswer({ ...input, draft: draft() }, now()), 'they wrote again').toMatchObject({
      code: 'case-stale',
    });
    expect(await listNotices(at.caseId)).toHaveLength(1);
  });

  it('never names who complained (invariant 9); what the customer wrote themselves may stand in the quote', async () => {
    const { preview } = await keep({ text: 'Beschwert hat sich Reader7@example.org.' });
    expect(preview.namedComplainants).toEqual(['reader7@example.org']);
    expect(await send({ text: 'Beschwert hat sich Reader7@example.org.' })).toMatchObject({
      code: 'names-complainant',
      values: { address: 'reader7@example.org' },
    });
    await receive(db, customerMail({ 'Message-ID': '<k4@example.net>' }, 'Ich kenne reader8@example.org.'));
    const [newest] = await listReplies(at.caseId);
    expect(await send({ replyId: newest!.id })).toMatchObject({ ok: true });
  });

  it('is warned of loops that forbid to be spoken of', async () => {
    await db.sql`UPDATE feedback_loop SET discloses = false`;
    const { preview } = await keep({ text: 'Gemeldet von Loop.Example' });
    expect(preview.silentLoops).toEqual([{ name: 'loop.example', isNamed: true }]);
    expect((await keep()).preview.silentLoops).toEqual([{ name: 'loop.example', isNamed: false }]);
  });

  it('is not written anew by a page that is late; a new text is a new draft', async () => {
    await send();
    const late = await keepAnswer({ number: at.number, draft: draft() }, at.anna, now());
    expect(late).toMatchObject({ code: 'already-sent' });
    expect(await findDraft(db.sql, { caseId: at.caseId, userId: at.anna })).toBeNull();
    await leave();
    expect(await db.sql.begin((tx) => deleteDoneDrafts(tx, now()))).toBe(1);
    await keep({ text: 'Noch etwas' });
    expect(await findDraft(db.sql, { caseId: at.caseId, userId: at.anna })).toMatchObject({ files: [] });
  });
});

describe('an address that refuses mail for good', () => {
  const card = async () => {
    const [row] = await db.sql<{ id: number }[]>`SELECT id FROM customer`;
    return (await customerCards(db.sql, [row!.id])).get(row!.id)!;
  };

  it('is proposed no more until a person trusts it again; an answer goes to nobody else by itself', async () => {
    const sent = await send();
    await leave();
    const noticeId = sent.ok ? sent.data.noticeId : 0;
    await db.sql.begin((tx) => noteBounce(tx, noticeId, '5.1.1', now()));
    expect(await leave()).toEqual([]);
    expect(await db.sql`SELECT kind FROM task WHERE kind = 'call-customer'`).toHaveLength(1);
    expect((await card()).contacts).toMatchObject([
      { value: nextContact, unusable: null },
      { value: contact, unusable: 'undeliverable', because: '5.1.1' },
    ]);
    const { preview } = await keep({ text: 'Noch einmal' });
    expect(preview.to).toMatchObject({ address: nextContact });
    expect(preview.recipients.at(-1)).toMatchObject({ address: contact, caution: 'undeliverable' });
    expect(await trustAddress(contact, at.anna)).toMatchObject({ ok: true });
    expect(await trustAddress(contact, at.anna)).toMatchObject({ code: 'not-found' });
    expect((await card()).contacts.every(({ unusable }) => unusable === null)).toBe(true);
    expect(await db.sql`SELECT subject FROM audit_entry WHERE action = 'contact-trusted'`).toEqual([
      { subject: `contact:${contact}` },
    ]);
  });

  it('is one for what it is, not for what one mail was', async () => {
    const sent = await send();
    await leave();
    await db.sql.begin((tx) => noteBounce(tx, sent.ok ? sent.data.noticeId : 0, '5.7.1', now()));
    expect((await card()).contacts.every(({ unusable }) => unusable === null)).toBe(true);
  });
});
