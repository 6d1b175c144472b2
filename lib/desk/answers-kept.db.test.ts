// What an agent is writing to a customer is kept, whoever else writes and whatever happens; and an address that refuses mail
// for good is proposed to nobody. Against a real database.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { findDraft } from '@/lib/replies/draft-queries';
import { attachFile, attachedBytes, removeFile } from './attach-file';
import { customerCards } from './customer-cards';
import { discardAnswer } from './discard-answer';
import { keepAnswer, otherWriters } from './keep-answer';
import { noteBounce } from './note-undelivered';
import { contact, Desk, nextContact } from './testing/answers';
import { trustAddress } from './trust-address';

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
let desk: Desk;
beforeEach(async () => {
  db = await freshDatabase();
  desk = await Desk.open(db);
});
afterEach(() => db.drop());

describe('an answer that is being written', () => {
  it('is there again, files and all, whoever else writes', async () => {
    await desk.keep({ text: 'Guten' });
    expect(await attachFile(desk.file('C:\\Texte\\an\u202eleitung.pdf'), desk.at.anna)).toMatchObject({
      ok: true,
    });
    await desk.keep({ text: 'Guten Tag', to: nextContact, quotes: false });
    const { others } = await desk.keep({ text: 'Ich auch' }, desk.at.ben);
    expect(others.map(({ name }) => name)).toEqual(['Anna']);
    expect(await findDraft(db.sql, { caseId: desk.at.caseId, userId: desk.at.anna })).toMatchObject({
      text: 'Guten Tag',
      to: nextContact,
      quotes: false,
      files: [{ name: 'an leitung.pdf', size: 5 }],
    });
    expect(await otherWriters(db.sql, { caseId: desk.at.caseId, userId: desk.at.ben })).toHaveLength(1);
    expect(await discardAnswer(desk.at.caseId, desk.at.anna)).toMatchObject({ ok: true });
    expect(await findDraft(db.sql, { caseId: desk.at.caseId, userId: desk.at.anna })).toBeNull();
    expect(await otherWriters(db.sql, { caseId: desk.at.caseId, userId: desk.at.ben })).toEqual([]);
  });

  it('is shown as it would leave: to whom, with which subject, with the customer’s words', async () => {
    const { preview } = await desk.keep();
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
    const wrong = { number: desk.at.number, draft: desk.draft({ replyId: desk.replyId + 99 }) };
    expect(await keepAnswer(wrong, desk.at.anna)).toMatchObject({ code: 'not-found' });
    expect(await db.sql`SELECT 1 FROM reply_draft`).toHaveLength(0);
  });

  it('takes files within bounds, and gives them back', async () => {
    expect(await attachFile(desk.file(), desk.at.anna)).toMatchObject({ code: 'no-draft' });
    await desk.keep();
    expect(await attachFile(desk.file('leer', 0), desk.at.anna)).toMatchObject({ code: 'file-empty' });
    expect(await attachFile(desk.file('groß', attachedBytes), desk.at.anna)).toMatchObject({ ok: true });
    expect(await attachFile(desk.file('einer zu viel', 1), desk.at.anna)).toMatchObject({
      code: 'too-large',
    });
    const [kept] = (await findDraft(db.sql, { caseId: desk.at.caseId, userId: desk.at.anna }))!.files;
    await desk.keep({}, desk.at.ben);
    await removeFile({ number: desk.at.number, fileId: kept!.id }, desk.at.ben);
    expect(
      (await findDraft(db.sql, { caseId: desk.at.caseId, userId: desk.at.anna }))?.files,
      'not Ben’s',
    ).toHaveLength(1);
    expect(await removeFile({ number: desk.at.number, fileId: kept!.id }, desk.at.anna)).toEqual({
      ok: true,
      data: [],
    });
    for (let i = 0; i < 10; i += 1) await attachFile(desk.file(), desk.at.anna);
    expect(await attachFile(desk.file(), desk.at.anna)).toMatchObject({ code: 'too-many' });
  });
});

describe('an address that refuses mail for good', () => {
  const card = async () => {
    const [row] = await db.sql<{ id: number }[]>`SELECT id FROM customer`;
    return (await customerCards(db.sql, [row!.id])).get(row!.id)!;
  };

  it('is proposed no more until a person trusts it again; an answer goes to nobody else by itself', async () => {
    const sent = await desk.send();
    await desk.leave();
    const noticeId = sent.ok ? sent.data.noticeId : 0;
    await db.sql.begin((tx) => noteBounce(tx, noticeId, '5.1.1', desk.now()));
    expect(await desk.leave()).toEqual([]);
    expect(await db.sql`SELECT kind FROM task WHERE kind = 'call-customer'`).toHaveLength(1);
    expect((await card()).contacts).toMatchObject([
      { value: nextContact, unusable: null },
      { value: contact, unusable: 'undeliverable', because: '5.1.1' },
    ]);
    const { preview } = await desk.keep({ text: 'Noch einmal' });
    expect(preview.to).toMatchObject({ address: nextContact });
    expect(preview.recipients.at(-1)).toMatchObject({ address: contact, caution: 'undeliverable' });
    expect(await trustAddress(contact, desk.at.anna)).toMatchObject({ ok: true });
    expect(await trustAddress(contact, desk.at.anna)).toMatchObject({ code: 'not-found' });
    expect((await card()).contacts.every(({ unusable }) => unusable === null)).toBe(true);
    expect(await db.sql`SELECT subject FROM audit_entry WHERE action = 'contact-trusted'`).toEqual([
      { subject: `contact:${contact}` },
    ]);
  });

  it('is one for what it is, not for what one mail was', async () => {
    const sent = await desk.send();
    await desk.leave();
    await db.sql.begin((tx) => noteBounce(tx, sent.ok ? sent.data.noticeId : 0, '5.7.1', desk.now()));
    expect((await card()).contacts.every(({ unusable }) => unusable === null)).toBe(true);
  });
});
