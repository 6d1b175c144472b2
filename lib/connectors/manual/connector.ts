// The connector without a machine: a person does it in whatever system there is, and says so. What is to be done stands
// on the case; where Postfix can be asked, that proves it all the same.

import { z } from 'zod';
import { ConnectorFault, measureKinds, type Connector } from '@/lib/containment/types';
import { policyServiceSettings } from '../policy-service/connector';
import { probeByXclient } from '../smtp-probe/xclient-probe';
import type { ConnectorSetup } from '../types';
import { saidDone } from './store';

export const manualSettings = z.object({
  /** What to do, for the person; `{login}` and `{case}` are filled in. By measure, or one text for all. */
  instructions: z.string().max(4_000).default(''),
  probe: policyServiceSettings.shape.probe,
});

/** Waits for a person's word. */
export function manualConnector({ settings, pool }: ConnectorSetup): Connector {
  const { probe } = manualSettings.parse(settings);
  return {
    measures: measureKinds,
    readPrior: () => Promise.resolve({}),
    apply: async (order) => {
      if (!(await saidDone(pool, order.idempotencyKey)))
        throw new ConnectorFault('failed', 'person-confirms');
    },
    readBack: async (order) => {
      const isDone = await saidDone(pool, order.idempotencyKey);
      if (order.wanted === 'on') return { found: isDone ? 'ours' : 'free', seen: {} };
      // What nobody said was done need not be undone.
      const wasDone = await saidDone(pool, order.idempotencyKey.replace(/-off$/, '-on'));
      return { found: wasDone && !isDone ? 'ours' : 'free', seen: {} };
    },
    probe: (order, signal) =>
      probe === null || order.kind === 'throttle'
        ? Promise.resolve({ result: 'not-provable', code: 'no-probe', detail: {} })
        : probeByXclient(order.account.login, probe, signal),
    close: () => Promise.resolve(),
  };
}
