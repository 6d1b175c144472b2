// From the account's spam to its release on real servers: Postfix, Dovecot, PostfixAdmin's tables in PostgreSQL, and the
// production build with a real configuration. What counts is what mail programs and mailboxes see.

import type { Browser, Page } from '@playwright/test';
import { simpleParser, type ParsedMail } from 'mailparser';
import { expect, waitForControls } from './support/page-checks';
import { fillInSignIn, invite } from './support/people';
import { codeOf } from './support/second-factor';
import {
  expectConfirmed,
  openCase,
  orderMeasure,
  releaseAccount,
  releaseNotice,
  reloadUntil,
  returnHeldMail,
  seeEvidence,
} from './support/story/case-page';
import { test, type Story } from './support/story/fixtures';
import { mailsIn, openSession, queueOf, signInImap, type Session } from './support/story/mail-client';
import { answer, complaint, loopDomain, spam } from './support/story/mails';
import { customerAddress, hasProvider, logins, passwords, silentDomain } from './support/story/provider';
import { brokenAuditEntries } from './support/story/records';
import {
  firstSignIn,
  setUpDirectory,
  setUpFeedbackLoop,
  setUpPasswords,
  setUpPolicyService,
  setUpQueue,
} from './support/story/set-up';

test.skip(!hasProvider, 'needs root, postfix, dovecot-imapd and dovecot-pgsql');

const admin = { login: 'admin', password: 'Kiesel-Leuchtturm-Regenpfeifer' };
const agentPassword = 'Holzschuh-Nordwind-Taschenuhr';
const account = { user: logins.account, pass: passwords.account };
const readers = Array.from({ length: 6 }, (_, i) => `leserin${i + 1}@example.org`);
const cleaned =
  'Guten Tag,\r\n\r\nalle Rechner sind gescannt und bereinigt. Das Passwort habe ich geändert. Auch die Passwörter für ' +
  'FTP und andere Programme sind geändert. Die Filter und Weiterleitungen habe ich geprüft. Die App-Passwörter habe ich ' +
  'gelöscht.\r\n\r\nErika Beispiel';

test('an account is locked in its open session, its customer answers, and it sends again after its release', async ({
  page,
  browser,
  story,
}) => {
  test.setTimeout(480_000);
  const { provider, desk } = story;
  const { mail, imapPort } = provider;

  const secret = await test.step('an administrator sets the desk up on its screens', async () => {
    const own = await firstSignIn(page, admin.login, desk.oneTimePassword, admin.password);
    await setUpFeedbackLoop(page);
    await setUpDirectory(page, provider);
    await setUpPolicyService(page, provider);
    await setUpPasswords(page, provider);
    await setUpQueue(page, provider);
    return own;
  });
  const agent = await test.step('an agent sets up a second factor and signs in anew', () =>
    newAgent(browser, page, desk.url));

  const session = await openSession(mail.port, account);
  const number =
    await test.step('the account sends, and complaints about that mail become a case', async () => {
      await sendSpam(session);
      await complain(story);
      return openCase(agent.page, account.user);
    });
  await test.step('the case says who sent it, with the lines of the log', () =>
    seeEvidence(agent.page, account.user));

  await test.step('the agent locks with a code; both connectors prove it; queued mail is held', async () => {
    const code = codeOf(agent.secret);
    await orderMeasure(agent.page, { button: 'Versandsperre …', submit: 'Versand sperren', code });
    await expectConfirmed(agent.page, 'Versandsperre', 'Policy-Dienst');
    await expectConfirmed(agent.page, 'Versandsperre', 'Passwörter');
    await orderMeasure(agent.page, { button: 'Warteschlange anhalten …', submit: 'Warteschlange anhalten' });
    await expectConfirmed(agent.page, 'Warteschlange anhalten', 'Mailqueue');
    expect(queueOf(mail)).toEqual([`hold ${account.user} ${silentDomain}`]);
  });
  await test.step('the open session is refused at its next recipient, and nobody signs in to send', async () => {
    const refusal = await session.send(account.user, 'noch@example.org', spam('noch@example.org', 90));
    expect(refusal).toMatchObject({ code: 554 });
    expect(refusal?.text).toMatch(new RegExp(`5\\.7\\.1 .*Versand gesperrt, Vorgang ${number}$`));
    await expect(openSession(mail.port, account)).rejects.toMatchObject({ refusal: { code: 535 } });
    expect(await signInImap(imapPort, account.user, account.pass), 'a send lock leaves reading').toBe('OK');
  });

  const notice = await test.step('the notice arrives in the other mailbox of the customer', async () => {
    const subject = `Spam über unsere SMTP Server // AN: <${account.user}>`;
    await releaseNotice(agent.page, number, customerAddress, subject);
    const arrived = await arrivedMail(story, 0);
    expect(arrived.subject).toBe(subject);
    expect(arrived.text).toContain(number);
    return arrived;
  });
  await test.step('the answer appears in the case', async () => {
    const to = notice.replyTo?.value[0]?.address ?? '';
    expect(to).toMatch(/^meldestelle\+.+@example\.com$/);
    const outside = await openSession(mail.outsidePort ?? 0, null);
    const text = answer(customerAddress, to, notice.messageId ?? '', cleaned);
    expect(await outside.send(customerAddress, to, text)).toBeNull();
    outside.close();
    await reloadUntil(agent.page, 'alle Rechner sind gescannt und bereinigt');
    await expect(agent.page.getByText('Absender bestätigt')).toBeVisible();
    await expect(agent.page.locator('#queue')).toContainText(/eine Mail, (?:1|eine) davon angehalten/);
  });

  await test.step('the release makes the old session and a new one send, with the same password', async () => {
    await releaseAccount(agent.page);
    await reloadUntil(agent.page, 'Freigegeben');
    expect(await session.send(account.user, 'a@example.org', spam('a@example.org', 91))).toBeNull();
    const anew = await openSession(mail.port, account);
    expect(await anew.send(account.user, 'b@example.org', spam('b@example.org', 92))).toBeNull();
    anew.close();
    session.close();
  });
  await test.step('held mail stays until a person decides; the customer hears of the release', async () => {
    // What was sent a moment ago may be on its way still.
    await expect
      .poll(() => queueOf(mail), { timeout: 60_000 })
      .toEqual([`hold ${account.user} ${silentDomain}`]);
    await returnHeldMail(agent.page);
    expect((await arrivedMail(story, 1)).subject).toBe(`Wieder freigegeben: ${account.user}`);
    await expect
      .poll(() => queueOf(mail), { timeout: 60_000 })
      .toEqual([`return ${account.user} ${silentDomain}`]);
  });
  await test.step('the audit chain holds, and nothing secret was logged', async () => {
    expect(await brokenAuditEntries(provider.deskUrl)).toEqual([]);
    const logged = desk.logged();
    expect(logged, 'web and workers are in it').toMatch(
      /Ready in[^]*workers started|workers started[^]*Ready in/,
    );
    expect(logged).not.toMatch(/"level":"(error|fatal)"|^\w*Error:/m);
    const secrets = [...Object.values(passwords), admin.password, agentPassword, desk.oneTimePassword];
    for (const word of [...secrets, secret, agent.secret]) expect(logged).not.toContain(word);
  });
  await agent.page.context().close();
});

async function newAgent(browser: Browser, administrator: Page, baseURL: string) {
  const { login, oneTime } = await invite(administrator, 'Anna Agentin');
  const first = await browser.newContext({ baseURL });
  const secret = await firstSignIn(waitForControls(await first.newPage()), login, oneTime, agentPassword);
  await first.close();
  const context = await browser.newContext({ baseURL });
  const page = waitForControls(await context.newPage());
  await page.goto('/sign-in');
  await fillInSignIn(page, login, agentPassword);
  await expect(page).toHaveURL(/\/cases/);
  return { page, secret };
}

async function sendSpam(session: Session): Promise<void> {
  const recipients = [...readers, `nie@${silentDomain}`];
  for (const [i, to] of recipients.entries())
    expect(await session.send(account.user, to, spam(to, i))).toBeNull();
}

/** Each reader presses the button: the feedback loop sends the mail back as it lay in the mailbox. */
async function complain({ provider: { mail } }: Story): Promise<void> {
  const delivered = () => mailsIn(mail.maildir('all'));
  await expect.poll(() => delivered().length, { timeout: 60_000 }).toBe(readers.length);
  const loop = await openSession(mail.outsidePort ?? 0, null);
  for (const [i, reader] of readers.entries()) {
    const one = delivered().find((text) => text.includes(`Delivered-To: ${reader}`)) ?? '';
    expect(await loop.send(`reports@${loopDomain}`, logins.complaints, complaint(one, reader, i))).toBeNull();
  }
  loop.close();
}

/** The mail that arrived in the customer's other mailbox after so many others. */
async function arrivedMail({ provider: { mail } }: Story, after: number): Promise<ParsedMail> {
  const arrived = () => mailsIn(mail.maildir(customerAddress));
  await expect.poll(() => arrived().length, { timeout: 60_000 }).toBe(after + 1);
  return simpleParser(Buffer.from(arrived()[after] ?? '', 'latin1'));
}
