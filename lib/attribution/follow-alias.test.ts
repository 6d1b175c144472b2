// The account that authenticates behind whatever a trace names: on every rung, and where an alias ends at several.

import { describe, expect, it } from 'vitest';
import { MemoryMailLog } from '@/lib/maillog-lookup/testing/memory-lookup';
import type { ReportedMessage } from '@/lib/formats/types';
import { attribute } from './ladder';
import { logCluesOf, logQuestionsOf } from './log-clues';
import { buildOwnNetwork } from './own-network';
import type { AliasEnd, AttributionInput, AttributionResult, FollowAlias } from './types';

const policy = { attribution: { queueId: 1, messageId: 0.9, claim: 0.6, senderOnly: 0.3 } };
const network = buildOwnNetwork([
  { kind: 'domain', value: 'kunde.example' },
  { kind: 'host', value: '.mail.example.com' },
  { kind: 'range', value: '198.51.100.0/24' },
  { kind: 'sender-header', value: 'X-Authenticated-Sender' },
]);
const ends: Record<string, AliasEnd> = {
  'info@kunde.example': { kind: 'account', login: 'anna@kunde.example' },
  'team@kunde.example': { kind: 'several', logins: ['anna@kunde.example', 'bert@kunde.example'] },
  'weg@kunde.example': { kind: 'outside', targets: ['privat@example.org'] },
};
const follow: FollowAlias = (login) => ends[login] ?? { kind: 'itself' };

const hop = (login: string): string =>
  `from pc7 (pc.example [203.0.113.7]) (Authenticated sender: ${login}) by mail1.mail.example.com (Postfix) with ESMTPSA id 4jWzdS1wk8zL51j; Sat, 21 Nov 2026 17:26:20 +0100`;

function mail(received: string[], more: Partial<ReportedMessage> = {}): ReportedMessage {
  return {
    kind: 'message',
    messageId: '<m1@pc7.example>',
    from: null,
    to: null,
    subject: null,
    date: null,
    subjectText: null,
    fromAddress: null,
    returnPath: null,
    sentAt: null,
    received,
    headers: received.map((value): [string, string] => ['Received', value]),
    listUnsubscribe: false,
    feedbackId: null,
    receivedCount: received.length,
    dkimDomains: [],
    ...more,
  };
}

const inputOf = (reported: ReportedMessage, more: Partial<AttributionInput> = {}): AttributionInput => ({
  reported,
  sourceIp: null,
  sourcePort: null,
  arrivalDate: null,
  originalMailFrom: null,
  ...more,
});
const run = (reported: ReportedMessage, more: Partial<AttributionInput> = {}): AttributionResult =>
  attribute(inputOf(reported, more), network, policy, null, follow);

async function runWithLog(log: string, reported: ReportedMessage, more: Partial<AttributionInput> = {}) {
  const sent = Date.UTC(2026, 10, 21, 16, 26, 20);
  const memory = new MemoryMailLog().add(log, { reference: new Date(sent + 86_400_000) });
  const input = inputOf(reported, more);
  const clues = logCluesOf(
    { input, recipients: [], receivedAt: new Date(sent + 3_600_000), mailDate: new Date(sent) },
    network,
  );
  const byQueueId = (await memory.findByQueueId(logQuestionsOf(clues).queueIds)).flat();
  const coverage = [{ host: 'mail1', from: sent - 86_400_000, to: sent + 86_400_000 }];
  const answers = { byQueueId, byMessageId: [], byClient: [] };
  return attribute(
    input,
    network,
    policy,
    { clues, answers, coverage, now: sent + 3_600_000, waitMs: 0 },
    follow,
  );
}
const submission = (login: string): string =>
  `Nov 21 17:26:20 mail1 postfix/submission/smtpd[441]: 4jWzdS1wk8zL51j: client=pc.example[203.0.113.7]:50123, sasl_method=PLAIN, sasl_username=${login}
Nov 21 17:26:20 mail1 postfix/cleanup[528]: 4jWzdS1wk8zL51j: message-id=<m1@pc7.example>
`;

const short = ({ rung, verdict, account }: AttributionResult): string =>
  [rung, verdict, account?.login ?? 'nobody'].join(', ');
const said = ({ evidence }: AttributionResult): string[] =>
  evidence
    .filter(({ code }) => code.startsWith('alias'))
    .map(({ rung, code, value }) => `${rung} ${code} ${value}`);

const toAnna = 'info@kunde.example → anna@kunde.example';
const toTwo = 'team@kunde.example → anna@kunde.example, bert@kunde.example';

describe('an alias of one account', () => {
  it('is that account on every rung, with the way as evidence', async () => {
    const cases: [AttributionResult, string][] = [
      [run(mail([], { returnPath: 'info@kunde.example' })), 'envelope'],
      [run(mail([], { fromAddress: 'info@kunde.example' })), 'header-from'],
      [run(mail([hop('Info@Kunde.example')])), 'own-received'],
      [
        run(
          mail([hop('')], {
            received: [hop('x').replace(/ \(Authenticated[^)]*\)/, '')],
            headers: [
              ['Received', hop('x').replace(/ \(Authenticated[^)]*\)/, '')],
              ['X-Authenticated-Sender', 'info@kunde.example'],
            ],
          }),
        ),
        'sender-header',
      ],
      [await runWithLog(submission('info@kunde.example'), mail([hop('x@kunde.example')])), 'log-queue-id'],
    ];
    for (const [result, rung] of cases) {
      expect(result.rung).toBe(rung);
      expect(result.account).toEqual({
        kind: 'mailbox',
        login: 'anna@kunde.example',
        domain: 'kunde.example',
      });
      expect(said(result)).toContain(`${rung} alias ${toAnna}`);
    }
  });

  it('that a person named is confirmed by the log of its account', async () => {
    const namedAccount = { kind: 'mailbox' as const, login: 'info@kunde.example', domain: 'kunde.example' };
    expect(short(run(mail([]), { namedAccount }))).toBe('by-hand, claimed, anna@kunde.example');
    const result = await runWithLog(submission('anna@kunde.example'), mail([hop('x@kunde.example')]), {
      namedAccount,
    });
    expect(short(result)).toBe('log-queue-id, sent-by-account, anna@kunde.example');
  });

  it('and its account in two lines of the log are one sender, not two', async () => {
    const again = submission('anna@kunde.example').replaceAll('mail1', 'mail1.mail.example.com');
    const result = await runWithLog(submission('info@kunde.example') + again, mail([hop('x@kunde.example')]));
    expect(short(result)).toBe('log-queue-id, sent-by-account, anna@kunde.example');
  });
});

describe('an alias of several accounts', () => {
  it('names nobody where a mail claims it; the evidence lists them', () => {
    const result = run(mail([], { fromAddress: 'team@kunde.example', returnPath: 'team@kunde.example' }));
    expect(short(result)).toBe('none, unattributed, nobody');
    expect(said(result)).toEqual([
      `envelope alias-ambiguous ${toTwo}`,
      `header-from alias-ambiguous ${toTwo}`,
    ]);
  });

  it('that logged in is what logged in', async () => {
    const result = await runWithLog(submission('team@kunde.example'), mail([hop('x@kunde.example')]));
    expect(short(result)).toBe('log-queue-id, sent-by-account, team@kunde.example');
    expect(said(result)).toContain(`log-queue-id alias-ambiguous ${toTwo}`);
  });
});

describe('an alias that only leads outside', () => {
  it('stays the address, and says so', () => {
    const result = run(mail([], { fromAddress: 'weg@kunde.example' }));
    expect(short(result)).toBe('header-from, claimed, weg@kunde.example');
    expect(said(result)).toEqual(['header-from alias-outside weg@kunde.example → privat@example.org']);
  });
});
