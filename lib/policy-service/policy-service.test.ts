// The protocol over any cut of the bytes, the decision, and the count over several processes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressMark } from '@/lib/suppression/tokens';
import { decide, type Refusals, type Snapshot } from './decide';
import { formatAnswer, PolicyFramer, PolicyProtocolError } from './protocol';
import { Quota } from './quota';

const request = (login: string, state = 'RCPT') =>
  `request=smtpd_access_policy\nprotocol_state=${state}\nprotocol_name=ESMTP\nhelo_name=pc7\nqueue_id=\n` +
  `sender=a=b@example.com\nrecipient=x@example.net\nsasl_username=${login}\nsasl_sender=\nsize=12345\n\n`;

describe('requests', () => {
  it('come out the same however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('erika@example.com', '', 'Größe@example.com'), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.array(fc.nat(900), { maxLength: 20 }),
        (logins, cuts) => {
          const bytes = Buffer.from(logins.map((login) => request(login)).join(''), 'ascii');
          const places = [0, ...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length];
          const framer = new PolicyFramer();
          const found = places.slice(1).flatMap((to, i) => framer.push(bytes.subarray(places[i], to)));
          expect(found).toHaveLength(logins.length);
          expect(
            found.every((one) => one.recipient === 'x@example.net' && one.protocolState === 'RCPT'),
          ).toBe(true);
        },
      ),
    );
  });

  it('name the account in lower case', () => {
    expect(new PolicyFramer().push(Buffer.from(request('Erika@Example.com')))[0]?.saslUsername).toBe(
      'erika@example.com',
    );
  });

  it('that are none end the connection', () => {
    expect(() => new PolicyFramer().push(Buffer.from('GET / HTTP/1.1\r\nno equals sign\n\n'))).toThrow(
      PolicyProtocolError,
    );
    const framer = new PolicyFramer();
    expect(() => {
      for (let i = 0; i < 20; i += 1) framer.push(Buffer.from(`x=${'y'.repeat(4_000)}\n`));
    }).toThrow('without an end');
  });

  it('are answered in one ASCII line whatever the text holds', () => {
    expect(formatAnswer('554 5.7.1 für\nalle')).toBe('action=554 5.7.1 f r alle\n\n');
  });
});

describe('the answer', () => {
  const snapshot: Snapshot = new Map([
    [
      'erika@example.com',
      { mode: 'locked', recipientsPerHour: null, caseNumber: 'AD-2026-0042', language: 'de' },
    ],
    [
      'john@example.com',
      { mode: 'locked', recipientsPerHour: null, caseNumber: 'AD-2026-0043', language: 'en' },
    ],
    [
      'anna@example.com',
      { mode: 'throttled', recipientsPerHour: 30, caseNumber: 'AD-2026-0044', language: 'de' },
    ],
  ]);
  const ask = (login: string, state = 'RCPT', texts = { locked: {}, throttled: {}, suppressed: {} }) =>
    decide(
      {
        request: 'smtpd_access_policy',
        protocolState: state,
        saslUsername: login,
        recipient: 'x@example.net',
      },
      snapshot,
      texts,
    );

  it('to a locked account is a refusal with the case, in its language, at every stage of the mail', () => {
    for (const state of ['CONNECT', 'MAIL', 'RCPT', 'DATA'])
      expect(ask('erika@example.com', state)).toEqual({
        kind: 'refuse',
        action: '554 5.7.1 Versand gesperrt, Vorgang AD-2026-0042',
      });
    expect(ask('john@example.com')).toMatchObject({
      action: '554 5.7.1 Sending is locked, case AD-2026-0043',
    });
  });

  it('uses the provider’s own text', () => {
    const texts = { locked: { de: 'Gesperrt ({case}), Telefon 0800 0000' }, throttled: {}, suppressed: {} };
    expect(ask('erika@example.com', 'RCPT', texts)).toMatchObject({
      action: '554 5.7.1 Gesperrt (AD-2026-0042), Telefon 0800 0000',
    });
  });

  it('to everybody else, and to nobody in particular, is that it is not our business', () => {
    expect(ask('max@example.com')).toEqual({ kind: 'pass' });
    expect(ask('')).toEqual({ kind: 'pass' });
  });

  it('to a throttled account counts recipients, not stages', () => {
    expect(ask('anna@example.com')).toMatchObject({ kind: 'count', recipientsPerHour: 30 });
    expect(ask('anna@example.com', 'DATA')).toEqual({ kind: 'pass' });
  });
});

describe('a refused pair', () => {
  const key = 'a key';
  const refusals: Refusals = {
    key,
    version: '1',
    byLogin: new Map([
      ['brief@example.com', { language: 'en', marks: new Set([addressMark(key, 'erika@example.net')]) }],
      ['anna@example.com', { language: 'de', marks: new Set([addressMark(key, 'erika@example.net')]) }],
    ]),
  };
  const throttled: Snapshot = new Map([
    [
      'anna@example.com',
      { mode: 'throttled', recipientsPerHour: 30, caseNumber: 'AD-2026-0044', language: 'de' },
    ],
  ]);
  const ask = (login: string, recipient: string, protocolState = 'RCPT') =>
    decide(
      { request: 'smtpd_access_policy', protocolState, saslUsername: login, recipient },
      throttled,
      { locked: {}, throttled: {}, suppressed: {} },
      refusals,
    );

  it('is refused for good, in words, however the address is written', () => {
    for (const recipient of ['erika@example.net', 'Erika@Example.NET'])
      expect(ask('brief@example.com', recipient)).toEqual({
        kind: 'refuse',
        action: '554 5.7.1 This recipient complained about your mailing and is not served any more',
      });
  });

  it('is refused before it is counted', () => {
    expect(ask('anna@example.com', 'erika@example.net')).toMatchObject({ kind: 'refuse' });
    expect(ask('anna@example.com', 'max@example.net')).toMatchObject({ kind: 'count' });
  });

  it('is that sender and that recipient, and nobody else', () => {
    expect(ask('brief@example.com', 'max@example.net')).toEqual({ kind: 'pass' });
    expect(ask('other@example.com', 'erika@example.net')).toEqual({ kind: 'pass' });
    expect(ask('', 'erika@example.net')).toEqual({ kind: 'pass' });
    for (const state of ['MAIL', 'DATA'])
      expect(ask('brief@example.com', 'erika@example.net', state)).toEqual({ kind: 'pass' });
  });
});

describe('the quota', () => {
  const hour = 500_000 * 3_600_000;

  /** A database that several processes share. */
  function shared() {
    const leased = new Map<string, number>();
    const away = { now: false };
    const lease = async (login: string, at: number, limit: number, wanted: number) => {
      await Promise.resolve();
      if (away.now) throw new Error('away');
      const key = `${login}:${at}`;
      const granted = Math.max(0, Math.min(wanted, limit - (leased.get(key) ?? 0)));
      leased.set(key, (leased.get(key) ?? 0) + granted);
      return granted;
    };
    return { lease, away };
  }

  it.each([0, 1, 19, 20, 21, 100])('of %i recipients an hour holds over three processes', async (limit) => {
    const { lease } = shared();
    const processes = [new Quota(lease), new Quota(lease), new Quota(lease)];
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, i) => processes[i % 3]!.take('a', limit, hour + i)),
    );
    const passed = answers.filter(Boolean).length;
    expect(passed).toBeLessThanOrEqual(limit);
    // What two of them leased and did not use is all that may be missing.
    expect(passed).toBeGreaterThanOrEqual(Math.max(0, limit - 2 * 20));
  });

  it('begins anew with the hour', async () => {
    const quota = new Quota(shared().lease);
    for (let i = 0; i < 5; i += 1) await quota.take('a', 5, hour);
    expect(await quota.take('a', 5, hour)).toBe(false);
    expect(await quota.take('a', 5, hour + 3_600_000)).toBe(true);
  });

  it('is counted alone while the database is away, and no account stops or runs free for it', async () => {
    const { lease, away } = shared();
    away.now = true;
    const quota = new Quota(lease);
    const answers = [];
    for (let i = 0; i < 40; i += 1) answers.push(await quota.take('a', 30, hour));
    expect(answers.filter(Boolean)).toHaveLength(30);
    away.now = false;
    expect(await quota.take('a', 40, hour)).toBe(true);
  });
});
