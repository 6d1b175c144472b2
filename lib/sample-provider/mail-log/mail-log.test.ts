// The sample provider's mail log, read by the desk's own readers: what each story's complaints claim is there, or it is
// missing because the story says so.

import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseReceived, type ReceivedHop } from '@/lib/mime/received';
import { LogClock } from '@/lib/maillog/clock';
import { TransactionJoiner, type JoinedBatch, type LineReader } from '@/lib/maillog/joiner';
import type { TransactionPart } from '@/lib/maillog/open-transaction';
import { EximReader } from '@/lib/maillog/read-exim';
import { PostfixReader } from '@/lib/maillog/read-postfix';
import { readReport } from '@/lib/formats/read-report';
import { after, DAY, HOUR, MINUTE } from '../calendar';
import { firstLoad, trickle } from '../generate';
import { countryOf, OWN_HOSTS, WEB_HOST } from '../network';
import { createProvider } from '../provider';
import { STORY_LOGINS } from '../story-customers';
import type { SampleMessage, StoryId } from '../types';
import { continueMailLog, mailLogFiles } from './files';
import { logBegins, mailLog } from './mail-log';

const NOW = new Date('2026-11-21T09:30:00Z');
const LATER = after(NOW, 4 * HOUR);
const provider = createProvider(1);
const load = firstLoad(provider, NOW);
let folder = '';
let postfix: JoinedBatch;
let exim: JoinedBatch;
let byQueueId: Map<string, TransactionPart>;

function read(path: string, reader: LineReader): JoinedBatch {
  const joiner = new TransactionJoiner(reader);
  joiner.feed(readFileSync(path));
  return joiner.take();
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sample-log-'));
  continueMailLog(folder, provider, NOW, LATER);
  const files = mailLogFiles(folder);
  const clock = (): LogClock => new LogClock('Europe/Berlin', LATER.getTime());
  postfix = read(files.postfix, new PostfixReader(clock(), { host: null, syslogName: 'postfix' }));
  exim = read(files.exim, new EximReader(clock(), WEB_HOST.name));
  byQueueId = new Map([...postfix.parts, ...exim.parts].map((part) => [part.queueId, part]));
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const HOSTS = new Set(OWN_HOSTS.map(({ name }) => name));

/** What a complaint says of the hand-over to us, as the desk reads it; null where no host of ours stands in it. */
function claimOf({ raw, intent }: SampleMessage): { hop: ReceivedHop; messageId: string | null } | null {
  const report = readReport(raw);
  if (report.outcome !== 'report') throw new Error(intent.shape);
  const hop = (report.reported?.received ?? []).map(parseReceived).find(({ by }) => HOSTS.has(by ?? ''));
  return hop === undefined ? null : { hop, messageId: report.reported?.messageId ?? null };
}

function transactionOf(message: SampleMessage): TransactionPart | undefined {
  return byQueueId.get(claimOf(message)?.hop.id ?? '');
}

const complaints = load.filter(({ intent }) => intent.outcome === 'report');
const of = (story: StoryId): SampleMessage[] => complaints.filter(({ intent }) => intent.story === story);

/** Everything that a transaction and a complaint both tell. */
function expectAgreement(message: SampleMessage): void {
  const claim = claimOf(message);
  const found = transactionOf(message);
  if (claim === null || found === undefined) throw new Error(`${message.id} is not in the log`);
  const { hop, messageId } = claim;
  expect(found.host).toBe(hop.by);
  expect(found.firstAt - Date.parse(hop.date ?? '')).toBeLessThan(1000);
  expect(found.firstAt - Date.parse(hop.date ?? '')).toBeGreaterThanOrEqual(0);
  expect(found.delivered).toBeGreaterThan(0);
  // SpamCop munges it.
  if (message.intent.shape !== 'spamcop') expect(found.messageId).toBe(messageId);
  if (hop.localUser === null) expect(found.clientIp).toBe(hop.fromIp);
}

describe('the log', () => {
  it('is read line by line, with no line that nobody understands', () => {
    expect(postfix.unread).toBe(0);
    expect(exim.unread).toBe(0);
    expect(postfix.lines).toBeGreaterThan(40_000);
    expect(exim.parts.length).toBeGreaterThan(50);
    expect(Math.min(...[...byQueueId.values()].map(({ firstAt }) => firstAt))).toBeGreaterThanOrEqual(
      logBegins(NOW).getTime() - HOUR,
    );
  });

  it('holds every mail that a true complaint of its time is about, as the complaint tells it', () => {
    const confirmed = complaints.filter(({ intent }) => intent.log === 'confirms');
    expect(confirmed.length).toBeGreaterThan(350);
    for (const message of confirmed) expectAgreement(message);
  });

  it('names the account that the desk has to name', () => {
    for (const message of complaints.filter(
      ({ intent: { log, blame } }) => log === 'confirms' && blame === 'claim',
    )) {
      const found = transactionOf(message);
      const sender = found?.saslUser ?? `${found?.localUser}@${found?.host}`;
      expect(sender).toBe(message.intent.account);
    }
  });

  it('does not hold what it denies, what never came to us, and what is older', () => {
    const absent = complaints.filter(({ intent }) => intent.log !== 'confirms');
    expect(absent.length).toBeGreaterThan(60);
    expect(absent.filter((message) => transactionOf(message) !== undefined)).toEqual([]);
  });
});

describe('the stories in the log', () => {
  const sentBy = (login: string): TransactionPart[] =>
    postfix.parts.filter(({ saslUser }) => saslUser === login);
  const sum = (parts: readonly TransactionPart[], field: 'recipients' | 'delivered' | 'bounced'): number =>
    parts.reduce((total, part) => total + part[field], 0);

  it('hijacked: a day at home, then thousands of recipients from many countries, bounces, and a queue', () => {
    expect(of('hijacked').every(({ intent }) => intent.log === 'confirms')).toBe(true);
    const sent = sentBy(STORY_LOGINS.hijacked);
    const [before, burst] = [true, false].map((isBefore) =>
      sent.filter(({ firstAt }) => firstAt < NOW.getTime() - 8 * HOUR === isBefore),
    ) as [TransactionPart[], TransactionPart[]];
    expect(new Set(before.map(({ clientIp }) => countryOf(clientIp ?? '')))).toEqual(new Set(['DE']));
    const recent = burst.filter(({ firstAt }) => firstAt <= NOW.getTime());
    expect(new Set(recent.map(({ clientIp }) => countryOf(clientIp ?? ''))).size).toBeGreaterThanOrEqual(5);
    expect(sum(recent, 'recipients')).toBeGreaterThan(3500);
    expect(sum(recent, 'bounced') / sum(recent, 'recipients')).toBeGreaterThan(0.2);
    expect(recent.filter(({ isRemoved }) => !isRemoved).length).toBeGreaterThan(20);
  });

  it('two mailboxes of one customer: both abused from the one address of the office', () => {
    const burst = [STORY_LOGINS.firstOfTwo, STORY_LOGINS.secondOfTwo].flatMap((login) =>
      sentBy(login).filter(({ recipients }) => recipients > 5),
    );
    expect(burst.length).toBeGreaterThan(80);
    expect(new Set(burst.map(({ clientIp }) => clientIp)).size).toBe(1);
  });

  it('forwarder: came in from outside, left for others, some under a rewritten sender; nobody of ours sent it', () => {
    const found = of('forwarder').map(transactionOf);
    expect(found.every((part) => part?.isForward === true && part.origin === 'inbound')).toBe(true);
    expect(found.every((part) => part?.clientName === 'relay.werbewelle.example')).toBe(true);
    expect(found.filter((part) => part?.envelopeFrom?.startsWith('srs0=')).length).toBeGreaterThan(3);
  });

  it('newsletter: fewer than three complaints per thousand delivered', () => {
    const delivered = sum(sentBy(STORY_LOGINS.newsletter), 'delivered');
    expect(of('newsletter').length / delivered).toBeLessThan(0.003);
  });

  it('forged flood: our Received line is copied, and the log has never seen the mail', () => {
    const words = of('forged-flood').map(({ intent }) => intent.log);
    expect(new Set(words)).toEqual(new Set(['denies', 'never-ours']));
    const denied = of('forged-flood').filter(({ intent }) => intent.log === 'denies');
    expect(denied.filter((message) => typeof claimOf(message)?.hop.id !== 'string')).toEqual([]);
  });

  it('old mail: all of it was sent before the log begins', () => {
    expect(of('old-mail').map(({ intent }) => intent.log)).toEqual(of('old-mail').map(() => 'predates'));
  });

  it('not spam: what is taken back is the very mail that was complained about', () => {
    const ids = (type: string) =>
      of('not-spam')
        .filter(({ intent }) => intent.feedbackType === type)
        .map((message) => transactionOf(message)?.queueId);
    expect(ids('not-spam')).toHaveLength(9);
    expect(ids('not-spam').every((id) => id !== undefined && ids('abuse').includes(id))).toBe(true);
  });

  it('web scripts: the log names the user and the directory of the site', () => {
    const scripts = complaints.map(transactionOf).filter((part) => part?.host === WEB_HOST.name);
    expect(scripts.length).toBeGreaterThan(0);
    for (const part of scripts) expect(part?.cwd).toBe(`/home/${part?.localUser}/public_html`);
  });
});

it('the trickle complains about mail that the log holds at that moment', () => {
  const messages = Array.from({ length: 200 }, (_entry, n) =>
    trickle(provider, NOW, after(NOW, (n + 1) * MINUTE)),
  );
  const reports = messages.filter(({ intent }) => intent.outcome === 'report');
  expect(reports.filter(({ intent }) => intent.story !== null).length).toBeGreaterThan(10);
  for (const message of reports) {
    if (message.intent.log === 'predates') continue;
    expectAgreement(message);
    expect(transactionOf(message)?.firstAt).toBeLessThan(message.receivedAt.getTime() - MINUTE);
  }
});

describe('a log that is carried on', () => {
  it('holds the same lines, whether it was written at once or in pieces, also after a start that was cut off', () => {
    const pieces = mkdtempSync(join(tmpdir(), 'sample-log-'));
    const files = mailLogFiles(pieces);
    try {
      continueMailLog(pieces, provider, NOW, after(NOW, -DAY));
      truncateSync(files.postfix, readFileSync(files.postfix).length - 30);
      continueMailLog(pieces, provider, NOW, NOW);
      appendFileSync(files.exim, '2026-11-21 10:30:00.0');
      for (const minutes of [1, 2, 61, 240])
        continueMailLog(pieces, provider, NOW, after(NOW, minutes * MINUTE));
      const whole = mailLogFiles(folder);
      expect(readFileSync(files.postfix).equals(readFileSync(whole.postfix))).toBe(true);
      expect(readFileSync(files.exim).equals(readFileSync(whole.exim))).toBe(true);
    } finally {
      rmSync(pieces, { recursive: true });
    }
  });

  it('says the same for the same seed, and something else for another', () => {
    const text = (seed: number): string =>
      mailLog(createProvider(seed), NOW, after(NOW, -HOUR), NOW)
        .map((line) => line.text)
        .join('\n');
    expect(text(1)).toBe(text(1));
    expect(text(2)).not.toBe(text(1));
  });
});
