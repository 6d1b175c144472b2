// Mail without a line of ours: by Message-ID and a second key, by address, port and time, by a person’s word.

import { describe, expect, it } from 'vitest';
import { ask, codes, hour, logOf, mail, minute, received, sent, short, submission } from './testing/log-case';

describe('a Message-ID without a line of ours', () => {
  it('counts with a second key', async () => {
    const result = await ask(logOf(submission), mail([]));
    expect(short(result)).toBe('log-message-id, sent-by-account, mailbox anna@kunde.example, 0.9');
    expect(codes(result)).toEqual(expect.arrayContaining(['log-key-recipient', 'log-key-time']));
  });

  it('alone is no proof, and no forgery either', async () => {
    const result = await ask(logOf(submission), mail([]), {
      recipients: ['x@example.org'],
      at: sent + 5 * hour,
      receivedAt: sent + 6 * hour,
    });
    expect(short(result)).toBe('envelope, claimed, mailbox anna@kunde.example, 0.3');
    expect(codes(result)).toContain('log-without-second-key');
  });

  const second = submission
    .replaceAll('4jWzdS1wk8zL51j', '4jWzdS1wk8zL51x')
    .replace('Anna@Kunde.example', 'berta@kunde.example');

  it('that two accounts sent is ambiguous, with both shown and neither blamed', async () => {
    const result = await ask(logOf(submission, second), mail([]));
    expect(short(result)).toBe('log-message-id, ambiguous, nobody, 0');
    const shown = result.evidence.filter((line) => line.code === 'log-candidate').map((line) => line.value);
    expect(shown.join()).toMatch(/anna@kunde\.example.*berta@kunde\.example/);
  });

  it('that two accounts sent to different places is whose recipient complains', async () => {
    const elsewhere = second.replace('to=<a@example.net>', 'to=<b@example.org>');
    expect((await ask(logOf(submission, elsewhere), mail([]))).account?.login).toBe('anna@kunde.example');
  });

  it('that two accounts sent is the one that a person names', async () => {
    const namedAccount = { kind: 'mailbox', login: 'berta@kunde.example', domain: 'kunde.example' } as const;
    const result = await ask(logOf(submission, second), mail([]), { input: { namedAccount } });
    expect(short(result)).toBe('log-message-id, sent-by-account, mailbox berta@kunde.example, 0.9');
    expect(result.evidence[0]?.code).toBe('named-by-person');
  });
});

describe('a person’s word', () => {
  it('stands against the log, as a claim', async () => {
    const namedAccount = { kind: 'mailbox', login: 'berta@kunde.example', domain: 'kunde.example' } as const;
    const result = await ask(logOf(submission), mail([received]), { input: { namedAccount } });
    expect(short(result)).toBe('by-hand, claimed, mailbox berta@kunde.example, 0.6');
    expect(codes(result)).toContain('log-authenticated');
  });
});

describe('a person’s word, while the log is behind,', () => {
  it('holds at once, and is looked at again when the log has come', async () => {
    const namedAccount = { kind: 'mailbox', login: 'berta@kunde.example', domain: 'kunde.example' } as const;
    const asked = {
      input: { namedAccount },
      receivedAt: sent + 2 * minute,
      coverage: [{ host: 'mail1', from: sent - 72 * hour, to: sent - minute }],
    };
    for (const now of [sent + 3 * minute, sent + 17 * minute]) {
      const result = await ask(logOf(), mail([received]), { ...asked, now });
      expect(short(result)).toBe('by-hand, claimed, mailbox berta@kunde.example, 0.6');
      expect(result.wait?.host).toBe('mail1');
    }
  });
});

describe('address, port, time and recipient domain', () => {
  const noKeys = mail([], { messageId: null, fromAddress: null, returnPath: null });
  const input = { sourceIp: '203.0.113.7', sourcePort: 50_123 };

  it('lead to the account, as a claim', async () => {
    expect(short(await ask(logOf(submission), noKeys, { input }))).toBe(
      'log-client, sent-by-account, mailbox anna@kunde.example, 0.6',
    );
  });

  it.each([
    ['another port', { input: { ...input, sourcePort: 50_999 } }],
    ['another recipient domain', { input, recipients: ['x@example.org'] }],
    ['another time', { input, at: sent + hour / 2 }],
  ])('lead nowhere with %s', async (_, asked) => {
    expect(await ask(logOf(submission), noKeys, asked)).toMatchObject({
      account: null,
      verdict: 'joe-job',
    });
  });

  it('are ambiguous where two people share the address', async () => {
    const other = submission
      .replaceAll('4jWzdS1wk8zL51j', '4jWzdS1wk8zL51x')
      .replace('Anna@Kunde.example', 'berta@kunde.example');
    const result = await ask(logOf(submission, other), noKeys, { input: { ...input, sourcePort: null } });
    expect(result).toMatchObject({ verdict: 'ambiguous', account: null, factor: 0 });
  });
});
