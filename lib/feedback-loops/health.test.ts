// What makes a feedback loop's health bad, and what does not.

import { describe, expect, it } from 'vitest';
import type { Reporter, ReporterEvidence } from '@/lib/reporters/types';
import { judgeHealth, type HealthDay, type HealthFacts } from './health';
import { addUp, hiddenFields, type LoopNote } from './health-note';
import { newSenders, type SeenValue } from './new-senders';
import { sightingOf } from './sighting';

const today = '2026-11-22';
const back = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
const empty = {
  ...{ verified: 0, unverified: 0, failed: 0, broken: 0, unknown: 0, reports: 0, ours: 0, notOurs: 0 },
  ...{ hiddenRecipient: 0, hiddenMessageId: 0, hiddenSubject: 0 },
};
const day = (daysBack: number, counts: Partial<HealthDay>): HealthDay => ({
  ...empty,
  ...counts,
  day: back(daysBack),
});
const judge = (days: HealthDay[], more: Partial<HealthFacts> = {}) =>
  judgeHealth({
    ...{ today, days, seen: [] },
    identities: { fromAddresses: [], envelopeDomains: [], dkimDomains: [] },
    cases: { decided: 0, confirmed: 0 },
    ...more,
  });
const codes = (...given: Parameters<typeof judge>) => judge(...given).findings.map(({ code }) => code);

describe('the health', () => {
  it('is unknown without mail, and good where all is proved, readable and ours', () => {
    expect(judge([]).state).toBe('unknown');
    expect(judge([day(0, { verified: 9, reports: 9, ours: 9 })]).state).toBe('good');
  });

  it.each([
    [
      'unproved mail of this week',
      { verified: 19, unverified: 5 },
      { verified: 20, unverified: 5 },
      'not-proved',
    ],
    ['few unproved', { verified: 1, failed: 5 }, { verified: 1, failed: 4 }, 'not-proved'],
    [
      'unreadable mail',
      { verified: 26, broken: 2, unknown: 1 },
      { verified: 30, broken: 2, unknown: 1 },
      'not-readable',
    ],
    ['reports about others', { ours: 89, notOurs: 10 }, { ours: 90, notOurs: 10 }, 'not-ours'],
  ] as const)('turns bad by %s, and not below its limit', (_, bad, fine, code) => {
    expect(judge([day(6, bad)])).toMatchObject({ state: 'bad', findings: [{ code }] });
    expect(codes([day(6, fine)])).toEqual([]);
  });

  it('looks at this week alone where a change matters, and at 30 days for what is not ours', () => {
    expect(codes([day(7, { unverified: 50, broken: 20 })])).toEqual([]);
    expect(codes([day(29, { notOurs: 10 })])).toEqual(['not-ours']);
    expect(codes([day(30, { notOurs: 10 })])).toEqual([]);
  });

  it('says whether the proof failed or could not be asked for', () => {
    expect(judge([day(1, { unverified: 6, failed: 5 })]).findings).toMatchObject([{ isRefuted: false }]);
    expect(judge([day(1, { unverified: 5, failed: 5 })]).findings).toMatchObject([{ isRefuted: true }]);
  });

  it('is to watch where the program hides more than before, or its complaints are rarely confirmed', () => {
    const days = [
      day(20, { verified: 20, reports: 20 }),
      day(1, { verified: 20, reports: 20, hiddenRecipient: 10 }),
    ];
    expect(judge(days)).toMatchObject({
      state: 'watch',
      findings: [{ code: 'hides-more', field: 'recipient' }],
    });
    const always = [
      day(20, { reports: 20, hiddenRecipient: 20 }),
      day(1, { reports: 20, hiddenRecipient: 20 }),
    ];
    expect(codes(always)).toEqual([]);
    expect(codes([], { cases: { decided: 10, confirmed: 1 } })).toEqual(['rarely-confirmed']);
    expect(codes([], { cases: { decided: 10, confirmed: 2 } })).toEqual([]);
    expect(codes([], { cases: { decided: 9, confirmed: 0 } })).toEqual([]);
  });

  it('names the level of redaction of each field', () => {
    const counts = { reports: 100, hiddenRecipient: 91, hiddenMessageId: 9, hiddenSubject: 50 };
    expect(judge([day(3, counts)]).redaction).toEqual({
      recipient: 'all',
      messageId: 'none',
      subject: 'partly',
    });
  });
});

describe('a new sender', () => {
  const seen = (more: Partial<SeenValue> = {}): SeenValue => ({
    ...{ kind: 'dkim', value: 'new.example', firstDay: back(9), lastDay: back(1), mails: 3, rawMessageId: 7 },
    ...more,
  });
  const identities = {
    fromAddresses: ['fbl@loop.example', '@reports.example'],
    envelopeDomains: [],
    dkimDomains: ['loop.example'],
  };
  const found = (...list: SeenValue[]) =>
    newSenders({ today, seen: list, identities }).map(({ kind, value }) => `${kind} ${value}`);

  it('is one that wrote three times and lately, and is not registered', () => {
    expect(found(seen())).toEqual(['dkim new.example']);
    expect(found(seen({ mails: 2 }), seen({ lastDay: back(15) }), seen({ value: 'LOOP.example' }))).toEqual(
      [],
    );
    expect(found(seen({ kind: 'foreign', value: '203.0.113.9' }))).toEqual([]);
  });

  it('is none of a kind that proves nothing here, and none of a domain all of whose addresses are registered', () => {
    expect(found(seen({ kind: 'envelope' }))).toEqual([]);
    expect(found(seen({ kind: 'from', value: '42@reports.example' }))).toEqual([]);
    expect(found(seen({ kind: 'from', value: '42@other.example' }))).toEqual(['from 42@other.example']);
  });
});

describe('whose a mail is', () => {
  const loops = [
    { id: 1, name: 'One' },
    { id: 2, name: 'Two' },
  ];
  const reporter = (
    loopId: number | null,
    evidence: ReporterEvidence[],
    alignedDomain: string | null = null,
  ): Pick<Reporter, 'loopId' | 'evidence' | 'alignedDomain'> => ({ loopId, evidence, alignedDomain });
  const pretends = (value: string): ReporterEvidence => ({ code: 'loop-pretended', value });
  const from = 'fbl@loop.example';

  it('is the loop’s that proved it, with the signature that did', () => {
    const evidence: ReporterEvidence[] = [
      { code: 'dkim-pass', value: 'carrier.example' },
      { code: 'dkim-pass', value: 'loop.example' },
    ];
    expect(sightingOf(reporter(2, evidence, 'loop.example'), from, loops)).toEqual({
      ...{ loopId: 2, authenticity: 'verified', fromAddress: from },
      ...{ envelopeDomain: null, dkimDomain: 'loop.example' },
    });
  });

  it('is refuted by what else was proved, unproved where nothing was, and nobody’s where it could be two loops’', () => {
    const of = (...evidence: ReporterEvidence[]) => sightingOf(reporter(null, evidence), from, loops);
    expect(of(pretends('One'), { code: 'spf-pass', value: 'evil.example' })).toMatchObject({
      ...{ loopId: 1, authenticity: 'failed', fromAddress: null, envelopeDomain: 'evil.example' },
    });
    expect(of(pretends('One'), { code: 'dkim-failed', value: 'x' })?.authenticity).toBe('failed');
    expect(of(pretends('One'))?.authenticity).toBe('unverified');
    expect(of(pretends('One'), pretends('Two'))).toBeNull();
    expect(of(pretends('One'), pretends('Two'), { code: 'delivered-to-alias', value: 'Two' })?.loopId).toBe(
      2,
    );
    expect(of()).toBeNull();
  });
});

describe('a note', () => {
  it('tells names from tokens and blots', () => {
    const hidden = (complainant: string | null) =>
      hiddenFields({ complainant, messageId: 'a@b', subject: 'x' }).hidesRecipient;
    expect([hidden('anna.muster@example.org'), hidden('kundenservice2026@example.org')]).toEqual([
      false,
      false,
    ]);
    expect([hidden(null), hidden('redacted@example.org'), hidden('xxx@example.org')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(hidden('4b7dd45fa12c9e0837c1aa9920fe@example.org')).toBe(true);
    const more = hiddenFields({ complainant: null, messageId: '____________@x', subject: null });
    expect([more.hidesMessageId, more.hidesSubject]).toEqual([true, true]);
  });

  it('adds up with its equals, keeping the latest mail', () => {
    const note = (rawMessageId: number, isOurs: boolean | null): LoopNote => ({
      ...{ loopId: 1, authenticity: 'verified', fromAddress: null, envelopeDomain: null, dkimDomain: null },
      ...{ day: today, outcome: 'report', isOurs, foreignIp: null, hidesRecipient: false },
      ...{ hidesMessageId: false, hidesSubject: false, rawMessageId },
    });
    const sums = addUp([note(5, true), note(9, true), note(7, true), note(8, null)]);
    expect(sums.map(({ mails, rawMessageId }) => [mails, rawMessageId])).toEqual([
      [3, 9],
      [1, 8],
    ]);
  });
});
