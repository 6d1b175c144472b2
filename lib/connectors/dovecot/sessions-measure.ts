// The measure "end sessions" through Dovecot: done once none of the sessions that were open before is open any more. A
// client that may still log in opens new ones at once; those are another matter (a login lock).

import type { MeasureOrder, PriorState, Probe, ReadBack } from '@/lib/containment/types';
import type { Dovecot, ServerSession } from './types';

const nameOf = ({ service, pid }: ServerSession): string => `${service}/${pid}`;

/** The steps of one attempt; `probe` says what `readBack` saw. */
export function sessionsMeasure(dovecot: Dovecot) {
  let left = 0;
  return {
    async readPrior({ account }: MeasureOrder, signal: AbortSignal): Promise<PriorState> {
      const open = await dovecot.sessions(account.login, signal);
      return { sessions: open.map(nameOf).join(' ') };
    },
    async apply({ account }: MeasureOrder, signal: AbortSignal): Promise<void> {
      await dovecot.kick(account.login, signal);
    },
    async readBack({ account }: MeasureOrder, prior: PriorState, signal: AbortSignal): Promise<ReadBack> {
      const before = new Set(String(prior['sessions'] ?? '').split(' '));
      const open = await dovecot.sessions(account.login, signal);
      const old = open.filter((one) => before.has(nameOf(one)));
      left = old.length;
      return { found: left === 0 ? 'ours' : 'free', seen: { open: open.length, old: left } };
    },
    probe(): Promise<Probe> {
      const ended: Probe = { result: 'holds', code: 'sessions-ended', detail: {} };
      const open: Probe = { result: 'does-not-hold', code: 'sessions-open', detail: { count: left } };
      return Promise.resolve(left === 0 ? ended : open);
    },
  };
}
