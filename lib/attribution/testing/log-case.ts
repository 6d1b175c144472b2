// A reported mail and a mail log for tests of the ladder: lines as Postfix writes them, and the verdict in one line.

import type { ConnectionKnowledge } from '@/lib/connections/types';
import type { ReportedMessage } from '@/lib/formats/types';
import { MemoryMailLog } from '@/lib/maillog-lookup/testing/memory-lookup';
import type { LogCoverage } from '@/lib/maillog-lookup/types';
import { attribute } from '../ladder';
import { logCluesOf, logQuestionsOf } from '../log-clues';
import { buildOwnNetwork } from '../own-network';
import { arrivalQuestionsOf } from '../passed-on';
import type { AttributionInput, AttributionResult } from '../types';

const policy = { attribution: { queueId: 1, messageId: 0.9, claim: 0.6, senderOnly: 0.3 } };
const network = buildOwnNetwork([
  { kind: 'domain', value: 'kunde.example' },
  { kind: 'host', value: '.mail.example.com' },
  { kind: 'range', value: '198.51.100.0/24' },
]);
export const minute = 60_000;
export const hour = 60 * minute;
export const sent = Date.UTC(2026, 10, 21, 16, 26, 20);
export const wholeDay: LogCoverage[] = [
  { host: 'mail1', from: sent - 72 * hour, to: sent + 12 * hour },
  { host: 'web3', from: sent - 72 * hour, to: sent + 12 * hour },
];

export const submission = `Nov 21 17:26:20 mail1 postfix/submission/smtpd[441]: 4jWzdS1wk8zL51j: client=pc.example[203.0.113.7]:50123, sasl_method=PLAIN, sasl_username=Anna@Kunde.example
Nov 21 17:26:20 mail1 postfix/cleanup[528]: 4jWzdS1wk8zL51j: message-id=<m1@pc7.example>
Nov 21 17:26:20 mail1 postfix/qmgr[397]: 4jWzdS1wk8zL51j: from=<anna@kunde.example>, size=326, nrcpt=1 (queue active)
Nov 21 17:26:21 mail1 postfix/smtp[744]: 4jWzdS1wk8zL51j: to=<a@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=0.9, delays=0.1/0/0.4/0.4, dsn=2.0.0, status=sent (250 ok)
`;
export const received =
  'from pc7 (pc.example [203.0.113.7]) (Authenticated sender: anna@kunde.example) by mail1.mail.example.com (Postfix) with ESMTPSA id 4jWzdS1wk8zL51j; Sat, 21 Nov 2026 17:26:20 +0100';

export function mail(lines: string[], more: Partial<ReportedMessage> = {}): ReportedMessage {
  return {
    kind: 'message',
    messageId: '<m1@pc7.example>',
    from: null,
    to: null,
    subject: null,
    date: null,
    subjectText: null,
    fromAddress: 'anna@kunde.example',
    returnPath: 'anna@kunde.example',
    sentAt: null,
    received: lines,
    headers: lines.map((value): [string, string] => ['Received', value]),
    listUnsubscribe: false,
    feedbackId: null,
    receivedCount: lines.length,
    dkimDomains: [],
    ...more,
  };
}

interface Asked {
  input?: Partial<AttributionInput>;
  recipients?: string[];
  receivedAt?: number;
  now?: number;
  coverage?: LogCoverage[];
  at?: number;
  connections?: ConnectionKnowledge;
}

export async function ask(
  log: MemoryMailLog,
  reported: ReportedMessage,
  asked: Asked = {},
): Promise<AttributionResult> {
  const input: AttributionInput = {
    reported,
    sourceIp: null,
    sourcePort: null,
    arrivalDate: null,
    originalMailFrom: null,
    ...asked.input,
  };
  const receivedAt = new Date(asked.receivedAt ?? sent + hour);
  const source = { input, recipients: asked.recipients ?? ['a@example.net'], receivedAt };
  const clues = logCluesOf({ ...source, mailDate: new Date(asked.at ?? sent) }, network);
  const questions = logQuestionsOf(clues);
  const only = async <Q, T>(q: Q | null, find: (qs: Q[]) => Promise<T[][]>): Promise<T[]> =>
    q === null ? [] : (await find([q])).flat();
  const byQueueId = (await log.findByQueueId(questions.queueIds)).flat();
  const answers = {
    byQueueId,
    arrivals: (await log.findByMessageId(arrivalQuestionsOf(clues, byQueueId))).flat(),
    byMessageId: await only(questions.messageId, (q) => log.findByMessageId(q)),
    byClient: await only(questions.client, (q) => log.findByClient(q)),
  };
  const knowledge = { clues, answers, coverage: asked.coverage ?? wholeDay, waitMs: 15 * minute };
  const known = { ...knowledge, now: asked.now ?? sent + hour };
  return attribute(input, network, policy, known, undefined, asked.connections);
}

export const logOf = (...texts: string[]): MemoryMailLog =>
  texts.reduce((log, text) => log.add(text, { reference: new Date(sent + 24 * hour) }), new MemoryMailLog());
export const short = ({ rung, verdict, account, factor }: AttributionResult): string =>
  [rung, verdict, account === null ? 'nobody' : `${account.kind} ${account.login}`, factor].join(', ');
export const codes = (result: AttributionResult): string[] => result.evidence.map((line) => line.code);
