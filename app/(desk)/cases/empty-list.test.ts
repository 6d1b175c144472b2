// Which of the reasons an empty list gives: they must not be mistaken for one another.

import { describe, expect, it } from 'vitest';
import { defaultView } from '@/lib/cases/list-parameters';
import { emptyReason, silentAfterMs } from './empty-list';

const now = new Date('2026-11-21T18:30:00Z');
const health = {
  oldestProvedAt: new Date(now.getTime() - 60_000),
  mailboxes: 2,
  paused: 0,
  withError: 0,
  lastPushedAt: null,
  silentLogs: 0,
  backlog: 0,
  waiting: 0,
  quarantined: 0,
  notRecognised: 0,
  toCheck: 0,
};
const props = { view: defaultView, hidden: 0, health, now };

describe('an empty list', () => {
  it('says "nothing to do" only where every mailbox was proved lately', () => {
    expect(emptyReason(props)).toBe('done');
    const late = { ...health, oldestProvedAt: new Date(now.getTime() - silentAfterMs - 1) };
    expect(emptyReason({ ...props, health: late })).toBe('silent');
    expect(emptyReason({ ...props, health: { ...health, oldestProvedAt: null } })).toBe('silent');
  });

  it('says "not connected" where no mailbox is polled', () => {
    expect(emptyReason({ ...props, health: { ...health, mailboxes: 0, oldestProvedAt: null } })).toBe(
      'unconnected',
    );
    expect(emptyReason({ ...props, health: { ...health, paused: 2, oldestProvedAt: null } })).toBe(
      'unconnected',
    );
  });

  it('asks for no mailbox where a mail server hands its mail over', () => {
    const pushed = { ...health, mailboxes: 0, oldestProvedAt: null, lastPushedAt: now };
    expect(emptyReason({ ...props, health: pushed })).toBe('done');
    expect(emptyReason({ ...props, health: { ...pushed, mailboxes: 1, paused: 1 } })).toBe('unconnected');
  });

  it('says that the filter hides cases where it does', () => {
    expect(emptyReason({ ...props, hidden: 40 })).toBe('filter');
  });

  it('says that the list ends where somebody paged past its end', () => {
    expect(emptyReason({ ...props, view: { ...defaultView, after: '3~1~2' }, hidden: 3 })).toBe('page-end');
  });

  it('of another tab than "open" is no news about the mailboxes', () => {
    expect(
      emptyReason({
        ...props,
        view: { ...defaultView, tab: 'answered' },
        health: { ...health, mailboxes: 0 },
      }),
    ).toBe('tab');
  });
});
