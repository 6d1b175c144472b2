// Answering the customer: sent once as it was shown, taken back whole, and never a word of who complained. Against a real
// database and a real SMTP server.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { fileAt, listFiles } from '@/lib/mail-view/mail-files';
import { viewMail } from '@/lib/mail-view/view-mail';
import { readHeader } from '@/lib/mime/header';
import { listNotices } from '@/lib/notices/queries';
import { tokenOfAddress } from '@/lib/notices/tokens';
import { findDraft } from '@/lib/replies/draft-queries';
import { deleteDoneDrafts } from '@/lib/replies/draft-store';
import { listReplies } from '@/lib/replies/queries';
import { attachFile } from './attach-file';
import { keepAnswer } from './keep-answer';
import { sendAnswer } from './send-answer';
import { contact, customerMail, Desk, receive } from './testing/answers';
import { versionOf } from './testing/measures';
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
let desk: Desk;
beforeEach(async () => {
  db = await freshDatabase();
  desk = await Desk.open(db);
});
afterEach(() => db.drop());

describe('an answer that is sent', () => {
  it('joins the customer’s thread, with its files, and their next mail finds the case by it', async () => {
    await desk.keep();
    await attachFile(desk.file(), desk.at.anna);
    expect(await desk.send()).toMatchObject({ ok: true });
    expect(await desk.state(), 'nothing is open any more').toEqual({ state: 'answered', attention: false });
    const [mail] = await desk.leave();
    expect(mail?.to).toBe(contact);
    const { fields } = readHeader(mail!.mime, 0, mail!.mime.length);
    const field = (name: string) => fields.find((one) => one.key === name)?.value.trim() ?? null;
    expect(field('in-reply-to')).toBe('<k1@example.net>');
    expect(field('references')?.split(/\s+/)).toEqual([`<${desk.at.noticeId}>`, '<k1@example.net>']);
    expect(field('subject')).toBe('Re: Spam');
    expect(field('auto-submitted')).toBeNull();
    expect(tokenOfAddress(field('reply-to') ?? '', 'abuse@example.com')).toMatch(/^[0-9a-f]{32}$/);
    const seen = await viewMail(mail!.mime);
    expect(seen.ok && seen.view.text).toContain('> Wie geht es weiter?');
    expect(listFiles(mail!.mime)).toMatchObject([{ name: 'anleitung.pdf' }]);
    expect(fileAt(mail!.mime, 0)?.toString()).toBe('xxxxx');
    expect(await desk.state()).toEqual({ state: 'waiting_for_customer', attention: false });
    expect((await listNotices(desk.at.caseId))[0]).toMatchObject({
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
    expect((await listReplies(desk.at.caseId))[0]).toMatchObject({ linkedBy: 'message-id', handledAt: null });
    expect(await desk.state()).toEqual({ state: 'answered', attention: true });
  });

  it('and taken back in time leaves everything as it was', async () => {
    await desk.keep();
    await attachFile(desk.file(), desk.at.anna);
    const sent = await desk.send();
    expect(await findDraft(db.sql, { caseId: desk.at.caseId, userId: desk.at.anna })).toBeNull();
    expect((await listReplies(desk.at.caseId))[0]?.handledAt).not.toBeNull();
    expect(await withdrawNotice(sent.ok ? sent.data.noticeId : 0, desk.at.anna, desk.now())).toMatchObject({
      ok: true,
    });
    expect(await desk.leave()).toEqual([]);
    expect((await listReplies(desk.at.caseId))[0]?.handledAt).toBeNull();
    expect(await desk.state()).toEqual({ state: 'answered', attention: true });
    const open = await findDraft(db.sql, { caseId: desk.at.caseId, userId: desk.at.anna });
    expect(open).toMatchObject({ text: desk.draft().text, files: [{ name: 'anleitung.pdf' }] });
    expect(await desk.send()).toMatchObject({ ok: true });
    expect(await desk.leave()).toHaveLength(1);
  });

  it('by a double click, or by two people at once, is sent once; the other’s words stay', async () => {
    const mine = await desk.keep();
    const other = await desk.keep({ text: 'Von Ben' }, desk.at.ben);
    const version = await versionOf(db, desk.at.caseId);
    const input = (userId: number, digest: string, text: string) => ({
      caseId: desk.at.caseId,
      version,
      userId,
      digest,
      draft: desk.draft({ text }),
    });
    const answers = await Promise.all([
      sendAnswer(input(desk.at.anna, mine.preview.digest, desk.draft().text), desk.now()),
      sendAnswer(input(desk.at.anna, mine.preview.digest, desk.draft().text), desk.now()),
      sendAnswer(input(desk.at.ben, other.preview.digest, 'Von Ben'), desk.now()),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((one) => !one.ok && one.code === 'case-stale')).toHaveLength(2);
    expect(await desk.leave()).toHaveLength(1);
    expect(
      await db.sql`SELECT 1 FROM reply_draft d LEFT JOIN notice n ON n.id = d.notice_id WHERE n.id IS NULL`,
    ).toHaveLength(1);
  });

  it('is what was seen, or is not sent', async () => {
    const { preview } = await desk.keep();
    const version = await versionOf(db, desk.at.caseId);
    const input = { caseId: desk.at.caseId, version, userId: desk.at.anna, digest: preview.digest };
    expect(await sendAnswer({ ...input, draft: desk.draft({ text: 'Anders' }) }, desk.now())).toMatchObject({
      code: 'preview-stale',
    });
    await attachFile(desk.file(), desk.at.anna);
    expect(await sendAnswer({ ...input, draft: desk.draft() }, desk.now()), 'a file more').toMatchObject({
      code: 'preview-stale',
    });
    expect(await sendAnswer({ ...input, draft: desk.draft({ text: ' \n' }) }, desk.now())).toMatchObject({
      code: 'fields',
    });
    await receive(db, customerMail({ 'Message-ID': '<k3@example.net>' }, 'Noch etwas'));
    expect(await sendAnswer({ ...input, draft: desk.draft() }, desk.now()), 'they wrote again').toMatchObject(
      {
        code: 'case-stale',
      },
    );
    expect(await listNotices(desk.at.caseId)).toHaveLength(1);
  });

  it('never names who complained (invariant 9); what the customer wrote themselves may stand in the quote', async () => {
    const { preview } = await desk.keep({ text: 'Beschwert hat sich Reader7@example.org.' });
    expect(preview.namedComplainants).toEqual(['reader7@example.org']);
    expect(await desk.send({ text: 'Beschwert hat sich Reader7@example.org.' })).toMatchObject({
      code: 'names-complainant',
      values: { address: 'reader7@example.org' },
    });
    await receive(db, customerMail({ 'Message-ID': '<k4@example.net>' }, 'Ich kenne reader8@example.org.'));
    const [newest] = await listReplies(desk.at.caseId);
    expect(await desk.send({ replyId: newest!.id })).toMatchObject({ ok: true });
  });

  it('is warned of loops that forbid to be spoken of', async () => {
    await db.sql`UPDATE feedback_loop SET discloses = false`;
    const { preview } = await desk.keep({ text: 'Gemeldet von Loop.Example' });
    expect(preview.silentLoops).toEqual([{ name: 'loop.example', isNamed: true }]);
    expect((await desk.keep()).preview.silentLoops).toEqual([{ name: 'loop.example', isNamed: false }]);
  });

  it('is not written anew by a page that is late; a new text is a new draft', async () => {
    await desk.send();
    const late = await keepAnswer({ number: desk.at.number, draft: desk.draft() }, desk.at.anna, desk.now());
    expect(late).toMatchObject({ code: 'already-sent' });
    expect(await findDraft(db.sql, { caseId: desk.at.caseId, userId: desk.at.anna })).toBeNull();
    await desk.leave();
    expect(await db.sql.begin((tx) => deleteDoneDrafts(tx, desk.now()))).toBe(1);
    await desk.keep({ text: 'Noch etwas' });
    expect(await findDraft(db.sql, { caseId: desk.at.caseId, userId: desk.at.anna })).toMatchObject({
      files: [],
    });
  });
});
