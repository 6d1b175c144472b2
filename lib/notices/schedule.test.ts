// What comes next where a customer does not answer, and all that keeps the desk from writing.

import { describe, expect, it } from 'vitest';
import { firstOpen, isQuiet, type QuietTimes } from './quiet-times';
import {
  defaultSchedule,
  nextFollowUp,
  stillWanted,
  type FollowUpFacts,
  type StageSchedule,
} from './schedule';
import { noticeSchedule } from './schedule-settings';

const zone = 'Europe/Berlin';
const always: QuietTimes = { opens: 0, closes: 24, weekends: false, holidays: false, days: [] };
// A Monday.
const arrivedAt = new Date('2026-11-02T09:00:00Z');
const day = (n: number) => new Date(arrivedAt.getTime() + n * 86_400_000);
const waiting: FollowUpFacts = {
  state: 'waiting_for_customer',
  stage: 'urgent',
  isStopped: false,
  releaseWanted: false,
  notice: { id: 7, writtenAt: arrivedAt, arrivedAt },
  latestState: 'accepted',
  hasAmbiguous: false,
  isAnswered: false,
  done: [],
  byHand: [],
};
const schedule = { ...defaultSchedule, quiet: always };
const next = (more: Partial<FollowUpFacts> = {}, now = day(0), by = schedule) =>
  nextFollowUp({ ...waiting, ...more }, by, zone, now);
const reminded = (step: number, n: number) => ({ step, kind: 'reminded' as const, at: day(n) });
const proposed = (step: number, n: number) => ({ step, kind: 'proposed' as const, at: day(n) });
const escalated = { step: 0, kind: 'escalated' as const, at: day(10) };

describe('the schedule', () => {
  it('reminds after three and seven days and hands over after ten', () => {
    expect(next()).toEqual({ kind: 'reminder', step: 1, at: day(3) });
    expect(next({ done: [reminded(1, 3)] })).toEqual({ kind: 'reminder', step: 2, at: day(7) });
    expect(next({ done: [reminded(1, 3), reminded(2, 7)] })).toEqual({
      kind: 'escalation',
      step: 0,
      at: day(10),
    });
    expect(next({ done: [reminded(1, 3), reminded(2, 7), escalated] })).toMatchObject({ why: 'escalated' });
  });

  it('knows days of their own for each stage', () => {
    const quick: StageSchedule = { reminders: [1], escalation: 2 };
    const by = { ...schedule, stages: { ...schedule.stages, urgent: quick } };
    expect(next({}, day(0), by)).toMatchObject({ at: day(1) });
    expect(next({ stage: 'notable' }, day(0), by)).toMatchObject({ at: day(3) });
    const never: StageSchedule = { reminders: [], escalation: null };
    expect(next({}, day(0), { ...schedule, stages: { ...schedule.stages, urgent: never } })).toMatchObject({
      why: 'finished',
    });
  });

  it('never sends two reminders at once after a standstill, and hands over where the last day has passed', () => {
    expect(next({ done: [reminded(1, 7)] }, day(7))).toMatchObject({ step: 2, at: day(8) });
    expect(next({}, day(20))).toMatchObject({ kind: 'escalation' });
  });

  it('counts what a person wrote as the next reminder, and as the one it proposed', () => {
    expect(next({ byHand: [day(2)] })).toEqual({ kind: 'reminder', step: 1, at: day(7) });
    expect(next({ done: [proposed(1, 3)], byHand: [day(4)] })).toEqual({
      kind: 'reminder',
      step: 2,
      at: day(7),
    });
  });

  it.each([
    ['an answer came', { isAnswered: true }, 'answered'],
    ['the release is decided', { releaseWanted: true }, 'release-wanted'],
    ['the account is released', { state: 'released' }, 'not-waiting'],
    ['somebody looks at the case', { state: 'in_review' }, 'not-waiting'],
    ['the case is closed', { state: 'closed' }, 'not-waiting'],
    ['no notice was written', { notice: null, latestState: null }, 'no-notice'],
    ['the notice bounced', { latestState: 'bounced' }, 'undelivered'],
    ['the notice failed', { latestState: 'failed' }, 'undelivered'],
    ['a reminder waits to leave', { latestState: 'waiting' }, 'undelivered'],
    ['nobody knows whether a mail arrived', { hasAmbiguous: true }, 'undelivered'],
    ['the notice has not left', { notice: { id: 7, writtenAt: arrivedAt, arrivedAt: null } }, 'undelivered'],
  ] as const)('does nothing where %s', (_, more, why) => {
    expect(next(more, day(30))).toEqual({ kind: 'none', why });
  });

  it('goes on where another measure was ordered meanwhile', () => {
    expect(next({ state: 'contained' })).toMatchObject({ kind: 'reminder' });
  });

  it('hands over to a person although the reminders of the case are stopped', () => {
    expect(next({ isStopped: true })).toEqual({ kind: 'escalation', step: 0, at: day(10) });
  });

  it('wants of a person what is still open', () => {
    expect(stillWanted({ ...waiting, done: [escalated] })).toEqual({ escalation: true, reminder: false });
    expect(stillWanted({ ...waiting, done: [escalated], isAnswered: true }).escalation).toBe(false);
    expect(stillWanted({ ...waiting, done: [proposed(1, 3)] }).reminder).toBe(true);
    expect(stillWanted({ ...waiting, done: [proposed(1, 3)], byHand: [day(4)] }).reminder).toBe(false);
  });
});

describe('quiet times', () => {
  const { quiet } = defaultSchedule;
  const open = (at: string) => firstOpen(new Date(at), quiet, zone)?.toISOString();

  it('let a reminder leave by day, on the wall of the team, in summer and in winter', () => {
    expect(open('2026-11-05T10:20:00Z')).toBe('2026-11-05T10:20:00.000Z');
    expect(open('2026-11-05T17:00:00Z'), '18:00 in Berlin').toBe('2026-11-06T07:00:00.000Z');
    expect(open('2026-07-01T05:59:00Z'), '7:59 in Berlin').toBe('2026-07-01T06:00:00.000Z');
  });

  it('pass over weekends, holidays and the days that the team names', () => {
    expect(open('2026-11-07T10:00:00Z')).toBe('2026-11-09T07:00:00.000Z');
    // Good Friday to Easter Monday.
    expect(open('2026-04-03T10:00:00Z')).toBe('2026-04-07T06:00:00.000Z');
    expect(isQuiet(new Date('2026-12-24T10:00:00Z'), { ...quiet, days: ['2026-12-24'] }, zone)).toBe(true);
    expect(isQuiet(new Date('2026-12-24T10:00:00Z'), quiet, zone)).toBe(false);
  });

  it('hold the reminder and not the hand-over', () => {
    const saturday = new Date('2026-10-28T09:00:00Z');
    const notice = { id: 7, writtenAt: saturday, arrivedAt: saturday };
    const at = (more: Partial<FollowUpFacts>) =>
      nextFollowUp({ ...waiting, notice, ...more }, defaultSchedule, zone, saturday);
    expect(at({}), 'due on a Saturday').toMatchObject({ at: new Date('2026-11-02T07:00:00Z') });
    expect(at({ isStopped: true })).toMatchObject({
      kind: 'escalation',
      at: new Date('2026-11-07T09:00:00Z'),
    });
  });

  it('that never end send nothing', () => {
    expect(firstOpen(arrivedAt, { ...quiet, opens: 24, closes: 24 }, zone)).toBeNull();
  });
});

it('a schedule is refused that makes no sense', () => {
  const of = (stage: StageSchedule) => ({
    ...defaultSchedule,
    stages: { ...defaultSchedule.stages, urgent: stage },
  });
  expect(noticeSchedule.safeParse(defaultSchedule).success).toBe(true);
  expect(noticeSchedule.safeParse(of({ reminders: [7, 3], escalation: 10 })).success).toBe(false);
  expect(noticeSchedule.safeParse(of({ reminders: [3, 7], escalation: 7 })).success).toBe(false);
  expect(noticeSchedule.safeParse(of({ reminders: [0], escalation: null })).success).toBe(false);
});
