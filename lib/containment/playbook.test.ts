// What a playbook may hold, whom it fits, and when its notice may be written.

import { describe, expect, it } from 'vitest';
import { misfitOf, noticeVerdict, playbookSchema, type AwaitedMeasure } from './playbook';

const body = (steps: unknown[], more: object = {}) => ({
  accounts: ['mailbox'],
  fromStage: null,
  isOffered: true,
  steps,
  ...more,
});
const lock = { kind: 'measure', measure: 'send-lock' };

describe('a playbook', () => {
  it.each([
    [
      'a lock, a notice and a recheck',
      [lock, { kind: 'notice', notice: 'mailbox-locked' }, { kind: 'recheck', hours: 48 }],
    ],
    ['a throttle with its rate', [{ kind: 'measure', measure: 'throttle', recipientsPerHour: 0 }]],
    ['a notice alone', [{ kind: 'notice', notice: 'forwarding' }]],
  ])('may be %s', (_, steps) => {
    expect(playbookSchema.safeParse(body(steps)).success).toBe(true);
  });

  it.each([
    ['nothing', []],
    ['a new password, which cannot be taken back', [{ kind: 'measure', measure: 'new-password' }]],
    ['a purge', [{ kind: 'measure', measure: 'purge' }]],
    ['a throttle without a rate', [{ kind: 'measure', measure: 'throttle' }]],
    ['a lock with a rate', [{ ...lock, recipientsPerHour: 5 }]],
    ['a release', [{ kind: 'notice', notice: 'released' }]],
    ['the same measure twice', [lock, lock]],
    [
      'two notices',
      [
        { kind: 'notice', notice: 'forwarding' },
        { kind: 'notice', notice: 'throttled' },
      ],
    ],
    ['a recheck after a year', [{ kind: 'recheck', hours: 8_760 }]],
  ])('is never %s', (_, steps) => {
    expect(playbookSchema.safeParse(body(steps)).success).toBe(false);
  });

  it('fits accounts of its kinds from its stage on, while it is offered', () => {
    const parsed = playbookSchema.parse(body([lock], { fromStage: 'urgent' }));
    expect(misfitOf(parsed, { kind: 'mailbox', stage: 3 })).toBeNull();
    expect(misfitOf(parsed, { kind: 'mailbox', stage: 2 })).toBe('stage');
    expect(misfitOf(parsed, { kind: 'site', stage: 4 })).toBe('account-kind');
    expect(misfitOf({ ...parsed, isOffered: false }, { kind: 'mailbox', stage: 4 })).toBe('withdrawn');
  });
});

const startedAt = new Date('2026-11-22T08:00:00Z');
const after = (minutes: number) => new Date(startedAt.getTime() + minutes * 60_000);

function measure(more: Partial<AwaitedMeasure> = {}): AwaitedMeasure {
  return {
    kind: 'send-lock',
    wanted: 'on',
    state: 'confirmed',
    ended: false,
    isByHand: false,
    waitsForSecond: false,
    approvedAt: null,
    ...more,
  };
}

describe('the notice of a playbook', () => {
  const verdict = (measures: AwaitedMeasure[], minutes = 1) =>
    noticeVerdict(measures, startedAt, after(minutes));

  it('is written at once where nothing was to be done', () => {
    expect(verdict([])).toBe('write');
  });

  it('waits while a lock is only ordered, applied, refuted or unknown', () => {
    for (const state of ['wanted', 'applied', 'refuted', 'unknown'])
      expect(verdict([measure({ state })]), state).toBe('wait');
  });

  it('is written once each kind is confirmed by one connector, or over', () => {
    expect(verdict([measure(), measure({ state: 'unknown' })])).toBe('write');
    expect(verdict([measure(), measure({ kind: 'hold-queue', state: 'applied' })])).toBe('wait');
    expect(verdict([measure(), measure({ kind: 'end-sessions', state: 'applied', ended: true })])).toBe(
      'write',
    );
  });

  it('does not wait for what people do by hand, unless there is nothing else', () => {
    const byHand = measure({ kind: 'end-sessions', state: 'wanted', isByHand: true });
    expect(verdict([measure(), byHand])).toBe('write');
    expect(verdict([byHand])).toBe('wait');
  });

  it('is never written of nothing confirmed: after its time a person takes over', () => {
    const sessions = measure({ kind: 'end-sessions', state: 'applied', ended: true });
    expect(verdict([sessions])).toBe('wait');
    expect(verdict([sessions], 15)).toBe('hand-over');
    expect(verdict([measure({ state: 'unknown' })], 14)).toBe('wait');
    expect(verdict([measure({ state: 'unknown' })], 15)).toBe('hand-over');
  });

  it('gives the second person a day, and the measures their time after that', () => {
    expect(verdict([measure({ state: 'wanted', waitsForSecond: true })], 60)).toBe('wait');
    expect(verdict([measure({ state: 'wanted', waitsForSecond: true })], 24 * 60)).toBe('hand-over');
    const agreed = measure({ state: 'wanted', approvedAt: after(60) });
    expect(verdict([agreed], 74)).toBe('wait');
    expect(verdict([agreed], 75)).toBe('hand-over');
  });

  it('is called off where everything was lifted again', () => {
    expect(verdict([measure({ wanted: 'off' })])).toBe('call-off');
    expect(verdict([measure({ wanted: 'off' }), measure({ kind: 'hold-queue' })])).toBe('write');
  });
});
