// A mail system for tests of containment, with the faults that real ones have: it may do what it was told and not say so,
// it may forget, and somebody else may change it. What it holds is the truth that the desk's words are held against.

import { ConnectorFault, type Connector, type FoundState, type MeasureOrder, type Probe } from '../types';

export type Fault = 'none' | 'fails-before' | 'silent-after' | 'refuses' | 'crash-before' | 'crash-after';

/** Thrown where the process is meant to die: nothing of ours may run after it. */
export class Crash extends Error {}

interface Held {
  /** Whose lock it is: the key of our order, or of somebody else. */
  by: string;
}

export class FakeSystem {
  /** Locks by login. */
  readonly locks = new Map<string, Held>();
  /** Orders carried out, by key. */
  readonly carriedOut: string[] = [];
  fault: Fault = 'none';
  canProve = true;
  /** Awaited before an order takes effect: something else may happen meanwhile. */
  meanwhile: (() => Promise<unknown>) | null = null;

  canSend(login: string): boolean {
    return !this.locks.has(login);
  }

  connector(): Connector {
    return {
      measures: ['send-lock'],
      readPrior: (order) => Promise.resolve({ lockedBy: this.locks.get(order.account.login)?.by ?? null }),
      apply: (order, prior) => this.#apply(order, prior['lockedBy'] as string | null),
      readBack: (order) => Promise.resolve({ found: this.#found(order), seen: {} }),
      probe: (order) => Promise.resolve(this.#probe(order)),
      close: () => Promise.resolve(),
    };
  }

  async #apply(order: MeasureOrder, priorBy: string | null): Promise<void> {
    const fault = this.fault;
    if (fault === 'crash-before') throw new Crash();
    if (fault === 'fails-before') throw new ConnectorFault('failed', 'unreachable');
    if (fault === 'refuses') throw new ConnectorFault('refused', 'refused');
    await this.meanwhile?.();
    const { login } = order.account;
    if (order.wanted === 'on') this.locks.set(login, { by: ours(order) });
    else if (priorBy === null) this.locks.delete(login);
    else this.locks.set(login, { by: priorBy });
    this.carriedOut.push(order.idempotencyKey);
    await Promise.resolve();
    if (fault === 'silent-after') throw new ConnectorFault('unknown', 'time-out');
    if (fault === 'crash-after') throw new Crash();
  }

  #found(order: MeasureOrder): FoundState {
    const held = this.locks.get(order.account.login);
    if (held === undefined) return 'free';
    return held.by === ours(order) ? 'ours' : 'other';
  }

  #probe(order: MeasureOrder): Probe {
    if (!this.canProve) return { result: 'not-provable', code: 'no-probe', detail: {} };
    const locked = !this.canSend(order.account.login);
    return {
      result: locked ? 'holds' : 'does-not-hold',
      code: locked ? 'rcpt-refused' : 'rcpt-accepted',
      detail: {},
    };
  }
}

const ours = (order: MeasureOrder): string => `desk:${order.caseNumber}`;
