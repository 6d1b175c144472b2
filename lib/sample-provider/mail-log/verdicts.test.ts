// The sample provider's complaints, judged with its mail log as the desk does it: each story comes out as it is meant.

import { noAliases } from '@/lib/attribution/follow-alias';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AttributionResult } from '@/lib/attribution/types';
import { buildOwnNetwork } from '@/lib/attribution/own-network';
import { askMailLog } from '@/lib/desk/ask-mail-log';
import type { DeskContext } from '@/lib/desk/desk-context';
import { clueSourceOf, interpretReport } from '@/lib/desk/interpret-report';
import { readReport } from '@/lib/formats/read-report';
import { MemoryMailLog } from '@/lib/maillog-lookup/testing/memory-lookup';
import { defaultPolicy } from '@/lib/scoring/policy';
import { after, HOUR } from '../calendar';
import { firstLoad } from '../generate';
import { AUTHSERV_ID, OWN_HOSTS, WEB_HOST } from '../network';
import { createProvider } from '../provider';
import type { LogWord, MessageIntent } from '../types';
import { continueMailLog, mailLogFiles } from './files';
import { logBegins } from './mail-log';

const NOW = new Date('2026-11-21T09:30:00Z');
const LATER = after(NOW, HOUR);

interface Judged {
  intent: MessageIntent;
  attribution: AttributionResult;
}

let judged: Judged[];

beforeAll(async () => {
  const provider = createProvider(1);
  const folder = mkdtempSync(join(tmpdir(), 'sample-verdicts-'));
  continueMailLog(folder, provider, NOW, LATER);
  const files = mailLogFiles(folder);
  const lookup = new MemoryMailLog()
    .add(readFileSync(files.postfix, 'utf8'), { reference: LATER })
    .add(readFileSync(files.exim, 'utf8'), { reference: LATER, eximHost: WEB_HOST.name });
  rmSync(folder, { recursive: true });

  const [from, to] = [logBegins(NOW).getTime(), LATER.getTime()];
  const coverage = OWN_HOSTS.map(({ name: host }) => ({ host, from, to }));
  const network = buildOwnNetwork([
    ...provider.hostedDomains.map((value) => ({ kind: 'domain' as const, value })),
    ...provider.hostNames.map((value) => ({ kind: 'host' as const, value })),
    ...provider.ranges.map((value) => ({ kind: 'range' as const, value })),
  ]);
  const mailLog = { lookup, coverage, waitMs: 900_000 };
  const reporterSettings = { authservIds: [AUTHSERV_ID], trust: defaultPolicy.trust };
  const context: DeskContext = {
    network,
    loops: [],
    reporterSettings,
    policy: defaultPolicy,
    policyId: 1,
    mailLog,
    hasAliases: false,
    hasConnections: false,
  };
  const reports = firstLoad(provider, NOW).flatMap(({ raw, receivedAt, intent }, id) => {
    const read = readReport(raw);
    if (read.outcome !== 'report' || intent.log === null) return [];
    const message = {
      ...{
        id,
        attempts: 1,
        receivedAt,
        bytes: raw,
        format: null,
        judgement: null,
        isHandedOver: false,
        mailboxRole: 'complaints' as const,
        isByLmtp: false,
      },
    };
    return [{ intent, message, item: { ...read, ordinal: 0, signatures: null } }];
  });
  const sources = reports.map(({ message, item }) => clueSourceOf(message, item));
  const known = await askMailLog(sources, mailLog, network, LATER);
  judged = reports.map(({ intent, message, item }, i) => ({
    intent,
    attribution: interpretReport(message, item, context, {
      log: known[i] ?? null,
      aliases: noAliases,
      connections: null,
    }).attribution,
  }));
}, 60_000);

/** How often each verdict stands beside this word of the log. */
function verdictsOf(word: LogWord, isBlamed: boolean): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { intent, attribution } of judged) {
    if (intent.log !== word || (intent.blame === 'claim') !== isBlamed) continue;
    counts[attribution.verdict] = (counts[attribution.verdict] ?? 0) + 1;
  }
  return counts;
}

describe('the complaints of the first load', () => {
  it('that the log confirms name the account that sent the mail, some of them a web space', () => {
    const {
      'sent-by-account': mailboxes = 0,
      'sent-by-web-script': sites = 0,
      ...others
    } = verdictsOf('confirms', true);
    expect(others).toEqual({});
    expect(mailboxes).toBeGreaterThan(300);
    expect(sites).toBeGreaterThan(0);
    const confirmed = judged.filter(({ intent }) => intent.log === 'confirms' && intent.blame === 'claim');
    for (const { intent, attribution } of confirmed) {
      expect(attribution).toMatchObject({
        rung: 'log-queue-id',
        account: { login: intent.account },
        factor: 1,
      });
    }
  });

  it('about forwarded mail name the forwarding mailbox and blame nobody', () => {
    expect(Object.keys(verdictsOf('confirms', false))).toEqual(['forwarded']);
    for (const { attribution } of judged.filter(({ intent }) => intent.story === 'forwarder')) {
      expect(attribution.account?.login).toMatch(/^vorstand@/);
      expect(attribution.factor).toBe(0);
    }
  });

  it('that the log does not know are forged or joe jobs and weigh nothing', () => {
    expect(Object.keys(verdictsOf('denies', true))).toEqual(['forged']);
    expect(Object.keys(verdictsOf('never-ours', false))).toEqual(['joe-job']);
    for (const { intent, attribution } of judged.filter(({ intent: { log } }) => log === 'denies')) {
      expect([intent.story, attribution.factor]).toEqual(['forged-flood', 0]);
    }
  });

  it('about older mail cannot be checked any more', () => {
    expect(Object.keys(verdictsOf('predates', true))).toEqual(['no-longer-checkable']);
  });
});
