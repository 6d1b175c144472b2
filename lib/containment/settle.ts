// What becomes of a measure after an attempt: pure. Confirmed is only what was read back as ours and proved; whatever was
// not answered is unknown; whatever somebody else changed is left alone.

import { holdRepeatSeconds, recheckSeconds, retryDelaysSeconds, unprovedRecheckSeconds } from './limits';
import {
  isLasting,
  isRepeated,
  type ConnectorFault,
  type MeasureKind,
  type MeasureState,
  type Probe,
  type ReadBack,
  type Wanted,
} from './types';

export interface Settlement {
  state: MeasureState;
  /** It no longer holds, or it was done once and is over. */
  ended: boolean;
  /** When somebody looks again; null: not before a person acts. */
  dueInSeconds: number | null;
}

interface Order {
  kind: MeasureKind;
  wanted: Wanted;
  /** Attempts in a row that brought no proof, this one included. */
  failures: number;
}

/** Seconds until the next attempt, after so many in a row without proof. */
export function retryDelay(failures: number): number {
  const index = Math.min(Math.max(failures, 1), retryDelaysSeconds.length) - 1;
  return retryDelaysSeconds[index] as number;
}

/** After the connector took the order and was asked what came of it. */
export function settleProof(order: Order, readBack: ReadBack, probe: Probe): Settlement {
  return order.wanted === 'on' ? settleOn(order, readBack, probe) : settleOff(order, readBack, probe);
}

function settleOn(order: Order, { found }: ReadBack, { result, againInSeconds }: Probe): Settlement {
  const again = retryDelay(order.failures);
  if (found !== 'ours' || result === 'does-not-hold') {
    // Somebody else's state is nothing to fight with: a person decides.
    return { state: 'refuted', ended: false, dueInSeconds: found === 'other' ? null : again };
  }
  if (result === 'not-provable')
    return {
      state: 'applied',
      ended: !isLasting(order.kind),
      dueInSeconds: dueAgain(order.kind, againInSeconds ?? unprovedRecheckSeconds),
    };
  return {
    state: 'confirmed',
    ended: !isLasting(order.kind),
    dueInSeconds: dueAgain(order.kind, recheckSeconds),
  };
}

function dueAgain(kind: MeasureKind, seconds: number): number | null {
  if (!isLasting(kind)) return null;
  return isRepeated(kind) ? holdRepeatSeconds : seconds;
}

/** A release is over once nothing of ours is left; that sending works is proved where it can be. */
function settleOff(order: Order, { found }: ReadBack, { result }: Probe): Settlement {
  if (found === 'ours') return { state: 'refuted', ended: false, dueInSeconds: retryDelay(order.failures) };
  if (found === 'other') return { state: 'refuted', ended: false, dueInSeconds: null };
  if (result === 'holds') return { state: 'refuted', ended: false, dueInSeconds: retryDelay(order.failures) };
  return { state: result === 'does-not-hold' ? 'confirmed' : 'applied', ended: true, dueInSeconds: null };
}

/** After a recheck of what stood: anything but the proof makes it unknown, which puts the case on top. */
export function settleRecheck(state: MeasureState, readBack: ReadBack, probe: Probe): Settlement {
  if (readBack.found === 'ours' && probe.result === 'holds')
    return { state: 'confirmed', ended: false, dueInSeconds: recheckSeconds };
  if (readBack.found === 'ours' && probe.result === 'not-provable' && state === 'applied')
    return { state: 'applied', ended: false, dueInSeconds: probe.againInSeconds ?? unprovedRecheckSeconds };
  return { state: 'unknown', ended: false, dueInSeconds: recheckSeconds };
}

/** After a connector's fault. A timeout is unknown and tried again: the key makes the second order harmless. */
export function settleFault(order: Order, fault: ConnectorFault): Settlement {
  switch (fault.effect) {
    case 'refused':
      return { state: 'refuted', ended: false, dueInSeconds: null };
    case 'failed':
      return { state: 'wanted', ended: false, dueInSeconds: retryDelay(order.failures) };
    case 'unknown':
      return { state: 'unknown', ended: false, dueInSeconds: retryDelay(order.failures) };
  }
}

/** After a recheck that got no answer: nobody knows, and it is asked again soon. */
export function settleSilence(failures: number): Settlement {
  return { state: 'unknown', ended: false, dueInSeconds: retryDelay(failures) };
}
