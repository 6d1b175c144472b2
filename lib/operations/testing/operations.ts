// An installation in order, for tests.

import { neededWorkers } from '../health';
import type { Operations } from '../types';

export const now = new Date('2026-11-22T12:00:00Z');
export const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);

export function inOrder(changes: Partial<Operations> = {}): Operations {
  return {
    workers: neededWorkers.map((worker) => ({ worker, at: ago(10), memoryBytes: 1e8 })),
    jobs: [{ name: 'watch-loops', succeededAt: ago(60), failedAt: null, seconds: 0.25 }],
    mailboxes: [
      { id: 3, name: 'Beschwerden', provedAt: ago(30), pollSeconds: 60, isFailing: false, backlog: 2 },
    ],
    logs: [{ id: 4, name: 'mail1', lastLineAt: ago(5), lines: 900, unread: 3, isDown: false }],
    mails: [{ label: 'received', count: 4 }],
    oldestWaitingAt: ago(20),
    openCases: [{ label: '2', count: 3 }],
    casesWithAttention: 1,
    measures: [{ label: 'unknown', count: 1 }],
    measuresOverdue: 0,
    notices: [{ label: 'ambiguous', count: 1 }],
    outgoing: [{ label: 'due', count: 0 }],
    oldestDue: [
      { label: 'notices', at: ago(-8) },
      { label: 'mail', at: null },
    ],
    loopsActive: 5,
    loopsSilent: 1,
    openTasks: 7,
    countedAt: ago(200),
    ...changes,
  };
}
