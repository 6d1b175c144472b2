// The connector to our own policy service: a lock or a throttle is a row that the service holds in memory and answers
// Postfix from. What proves it is a question to Postfix itself (XCLIENT); that the service alone would refuse proves
// nothing about what Postfix asks it.

import { z } from 'zod';
import {
  ConnectorFault,
  type Connector,
  type MeasureOrder,
  type Probe,
  type ReadBack,
} from '@/lib/containment/types';
import { xclientSettings } from '../smtp-probe/settings';
import { probeByXclient } from '../smtp-probe/xclient-probe';
import type { ConnectorSetup } from '../types';
import { restrict, restrictionOf, unrestrict } from './store';

const texts = z.partialRecord(z.enum(['de', 'en']), z.string().regex(/^[\x20-\x7e]{1,200}$/, 'not-ascii'));

export const policyServiceSettings = z.object({
  /** What a refused client is told, ASCII; `{case}` is the case's number. */
  locked: texts.default({}),
  throttled: texts.default({}),
  /** Of a recipient who complained about a declared bulk sender (docs/suppression.md). */
  suppressed: texts.default({}),
  /** Where Postfix can be asked by XCLIENT; null where it cannot. */
  probe: xclientSettings.nullable().default(null),
});

/** Until the service has heard of a change and Postfix has asked again. */
const SETTLE_MS = 3_000;
const ASK_AGAIN_MS = 200;

/** Acts through the table of restrictions. */
export function policyServiceConnector({ settings, pool }: ConnectorSetup): Connector {
  const { probe } = policyServiceSettings.parse(settings);
  const modeOf = (order: MeasureOrder) => (order.kind === 'throttle' ? 'throttled' : 'locked');
  return {
    measures: ['send-lock', 'throttle'],
    readPrior: async (order) => ({
      key: (await restrictionOf(pool, order.account.login, modeOf(order)))?.key ?? null,
    }),
    apply: async (order) => {
      if (order.wanted === 'off') return unrestrict(pool, order.account.login, modeOf(order));
      const perHour = order.kind === 'throttle' ? (order.parameters.recipientsPerHour ?? null) : null;
      if (order.kind === 'throttle' && perHour === null) throw new ConnectorFault('refused', 'not-supported');
      return restrict(pool, {
        login: order.account.login,
        mode: modeOf(order),
        recipientsPerHour: perHour,
        caseNumber: order.caseNumber,
        idempotencyKey: order.idempotencyKey,
      });
    },
    readBack: async (order): Promise<ReadBack> => {
      const found = await restrictionOf(pool, order.account.login, modeOf(order));
      if (found === null) return { found: 'free', seen: {} };
      return {
        found: found.caseNumber === order.caseNumber ? 'ours' : 'other',
        seen: { case: found.caseNumber },
      };
    },
    probe: async (order, signal): Promise<Probe> => {
      if (probe === null || order.kind === 'throttle')
        return { result: 'not-provable', code: 'no-probe', detail: {} };
      const expected = order.wanted === 'on' ? 'holds' : 'does-not-hold';
      const until = Date.now() + SETTLE_MS;
      for (;;) {
        const answer = await probeByXclient(order.account.login, probe, signal);
        if (answer.result === expected || answer.result === 'not-provable' || Date.now() > until)
          return answer;
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    },
    close: () => Promise.resolve(),
  };
}
