import { describe, expect, it } from 'vitest';
import { checkHealth } from './health';
import { ago, inOrder, now } from './testing/operations';
import type { Operations } from './types';

const failing = (changes: Partial<Operations>) =>
  checkHealth(inOrder(changes), now)
    .filter((check) => !check.isOk)
    .map(({ name, finding }) => `${name}: ${finding}`);

const mailbox = { id: 1, name: 'B', provedAt: ago(30), pollSeconds: 60, isFailing: false, backlog: 0 };

describe('an installation', () => {
  it('is in order where everything is young', () => {
    expect(failing({})).toEqual([]);
    expect(failing({ oldestWaitingAt: null, mailboxes: [] })).toEqual([]);
  });

  it('misses a worker that fell silent, and one that never came', () => {
    const [first, ...others] = inOrder().workers;
    expect(failing({ workers: others })).toEqual([`workers: ${first?.worker}: does not run`]);
    const late = { worker: 'follow-maillog', at: ago(91), memoryBytes: 1 };
    expect(failing({ workers: [...inOrder().workers, late] })).toEqual([
      'workers: follow-maillog: last heard of 91 s ago',
    ]);
  });

  it('misses a mailbox whose server answered no poll for long, each by its own rhythm', () => {
    expect(failing({ mailboxes: [{ ...mailbox, provedAt: ago(301) }] })).toHaveLength(1);
    expect(failing({ mailboxes: [{ ...mailbox, provedAt: ago(301), pollSeconds: 600 }] })).toEqual([]);
    expect(failing({ mailboxes: [{ ...mailbox, provedAt: null }] })).toEqual([
      'mailboxes: B: never polled completely',
    ]);
  });

  it('fails where mail waits or should have left long ago', () => {
    expect(failing({ oldestWaitingAt: ago(901) })).toEqual(['intake: the oldest mail waits 901 s']);
    expect(failing({ oldestDue: [{ label: 'mail', at: ago(901) }] })).toEqual([
      'outbox: the oldest mail is due since 901 s',
    ]);
  });
});
