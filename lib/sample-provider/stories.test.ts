// The stories as the desk's own rules see them: who is named, what weighs how much, and in which order it is shown.

import { describe, expect, it } from 'vitest';
import { buildOwnNetwork } from '@/lib/attribution/own-network';
import type { DeskContext } from '@/lib/desk/desk-context';
import { type InterpretedReport, interpretReport } from '@/lib/desk/interpret-report';
import { readReport } from '@/lib/formats/read-report';
import { accountScore } from '@/lib/scoring/account-score';
import { defaultPolicy } from '@/lib/scoring/policy';
import { recomputeFromRows } from '@/lib/scoring/recompute';
import { qualifiesForMinimum, stageFor } from '@/lib/scoring/stage-for';
import { stageRank } from '@/lib/scoring/stages';
import { standingKey } from '@/lib/scoring/standing';
import type { StageCode, WeightedComplaint } from '@/lib/scoring/types';
import { firstLoad } from './generate';
import { AUTHSERV_ID } from './network';
import { createProvider, type Provider } from './provider';
import { stories } from './stories';
import type { MessageIntent } from './types';

const NOW = new Date('2026-11-21T09:30:00Z');

interface Seen extends InterpretedReport {
  intent: MessageIntent;
}

function contextOf(provider: Provider): DeskContext {
  return {
    network: buildOwnNetwork([
      ...provider.hostedDomains.map((value) => ({ kind: 'domain' as const, value })),
      ...provider.hostNames.map((value) => ({ kind: 'host' as const, value })),
      ...provider.ranges.map((value) => ({ kind: 'range' as const, value })),
    ]),
    loops: provider.loops.map((loop, index) => ({
      id: index + 1,
      name: loop.name,
      program: loop.id,
      intakeAlias: loop.intakeAlias,
      defaultKind: loop.defaultKind,
      fromAddresses: [...loop.fromAddresses],
      envelopeDomains: [...loop.envelopeDomains],
      dkimDomains: [...loop.dkimDomains],
      factor: 1,
      state: 'active' as const,
    })),
    reporterSettings: { authservIds: [AUTHSERV_ID], trust: defaultPolicy.trust },
    policy: defaultPolicy,
    policyId: 1,
    mailLog: null,
    hasAliases: false,
    hasConnections: false,
  };
}

function interpretAll(provider: Provider): Seen[] {
  const context = contextOf(provider);
  return firstLoad(provider, NOW).flatMap(({ raw, receivedAt, intent }, id) => {
    const read = readReport(raw);
    if (read.outcome !== 'report') return [];
    return [
      {
        ...interpretReport(
          {
            id,
            attempts: 1,
            receivedAt,
            bytes: raw,
            format: null,
            isHandedOver: false,
            mailboxRole: 'complaints',
            isByLmtp: false,
            judgement: null,
          },
          { ...read, ordinal: 0, signatures: null },
          context,
        ),
        intent,
      },
    ];
  });
}

interface Standing {
  login: string;
  P: number;
  stage: StageCode;
}

/** Without a mail log our own Received line is a claim; with one each complaint is worth what the log says of it. */
type Knowledge = 'claims alone' | 'the mail log';

function standings(provider: Provider, seen: readonly Seen[], knowledge: Knowledge): Standing[] {
  const byLogin = new Map<string, Seen[]>();
  for (const one of seen) {
    const login = one.attribution.account?.login;
    if (login !== undefined) byLogin.set(login, [...(byLogin.get(login) ?? []), one]);
  }
  const owners = new Map(
    provider.customers.flatMap((customer) => customer.accounts.map(({ login }) => [login, customer])),
  );
  const all = [...byLogin].map(([login, reports]) => {
    const rows = reports.map((report) => toRow(report, knowledge));
    const { S, standings: decided } = recomputeFromRows(rows, NOW, defaultPolicy);
    const declaredBulk = owners.get(login)?.declaredBulkSender ?? false;
    const ownIncidents = provider.earlierIncidents.filter((incident) => incident.login === login).length;
    const { P } = accountScore({ S, ownIncidents, otherCustomerIncidents: 0, declaredBulk }, defaultPolicy);
    const qualified = rows.filter(
      (row) => decided.get(row.reportId) === 'counted' && qualifiesForMinimum(row, defaultPolicy),
    );
    const minimum = {
      fraudQualified: false,
      distinctComplainants: new Set(qualified.map(standingKey)).size,
      ratePerMille: null,
      sureRatePerMille: null,
      logSignals: null,
      declaredBulk,
    };
    return { login, P, stage: stageFor({ P, minimum, probation: false }, defaultPolicy).stage };
  });
  return all.sort((one, other) => stageRank(other.stage) - stageRank(one.stage) || other.P - one.P);
}

function toRow({ row, attribution, weight, intent }: Seen, knowledge: Knowledge): WeightedComplaint {
  const factor = knowledge === 'claims alone' ? attribution.factor : factorByLog(attribution.factor, intent);
  return {
    reportId: row.rawMessageId as never,
    reporterKey: row.reporterKey,
    unauthenticated: row.trust === 'unauthenticated',
    complainant: row.complainant ?? '',
    receivedAt: row.receivedAt,
    kind: row.kind,
    trustFactor: row.trustFactor,
    attributionFactor: factor,
    weight: attribution.factor === 0 ? 0 : (weight / attribution.factor) * factor,
    straggler: false,
  };
}

function factorByLog(claimed: number, { log }: MessageIntent): number {
  if (claimed === 0 || log === 'denies') return 0;
  return log === 'confirms' ? defaultPolicy.attribution.queueId : claimed;
}

describe.each([1, 2, 77])('the stories of seed %i', (seed) => {
  const provider = createProvider(seed);
  const seen = interpretAll(provider);
  it('every report names the account it is about, by no stronger trace than it has', () => {
    for (const { attribution, intent } of seen) {
      expect(attribution.account?.login ?? null).toBe(intent.account);
      const factor = { claim: 0.6, none: 0 }[intent.blame];
      expect(attribution.factor).toBe(factor);
    }
  });

  it('only true reporters are trusted; a forged report never gets the key of the loop it imitates', () => {
    for (const { row, intent } of seen) {
      const expected = intent.forged ? 'unauthenticated' : intent.shape === 'generic' ? 'signed' : 'verified';
      expect([intent.shape, row.trust]).toEqual([intent.shape, expected]);
      expect(row.feedbackLoopId === null).toBe(intent.forged || intent.shape === 'generic');
    }
  });

  describe.each<Knowledge>(['claims alone', 'the mail log'])('by %s', (knowledge) => {
    const ranking = standings(provider, seen, knowledge);
    const opened = ranking
      .filter(({ stage }) => stageRank(stage) >= stageRank('review'))
      .map(({ login }) => login);

    it('the open cases come in the order of the stories, and no other account gets one', () => {
      const told = stories
        .filter(({ rank }) => rank !== null)
        .sort((one, other) => one.rank! - other.rank!)
        .map(({ logins }) => [...logins].sort());
      let at = 0;
      const grouped = told.map((logins) => opened.slice(at, (at += logins.length)).sort());
      expect(grouped).toEqual(told);
      expect(opened).toHaveLength(told.flat().length);
    });

    it.each(stories.map((story) => [story.id, story] as const))(
      '%s ends in the stage it is meant for',
      (_id, story) => {
        for (const login of story.logins) {
          const stage = ranking.find((each) => each.login === login)?.stage ?? 'observation';
          expect(story.stages).toContain(stage);
        }
      },
    );
  });

  it('the background has some notable accounts, by the mail log', () => {
    const told = new Set(stories.flatMap(({ logins }) => logins));
    const notable = standings(provider, seen, 'the mail log').filter(
      ({ login, stage }) => stage === 'notable' && !told.has(login),
    );
    expect(notable.length).toBeGreaterThanOrEqual(3);
  });

  it('the same token is the same person: four people, eight reports', () => {
    const reports = seen.filter(({ intent }) => intent.story === 'redacted');
    expect(reports).toHaveLength(8);
    expect(new Set(reports.map(({ row }) => row.complainant)).size).toBe(4);
  });

  it('without the not-spam reports the farm shop would have a case', () => {
    const shop = seen.filter(({ intent }) => intent.story === 'not-spam');
    const { S } = recomputeFromRows(
      shop.filter(({ row }) => row.kind !== 'not-spam').map((one) => toRow(one, 'claims alone')),
      NOW,
      defaultPolicy,
    );
    expect(S).toBeGreaterThan(25);
  });
});
