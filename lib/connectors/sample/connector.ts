// The connectors of the sample provider, from which nothing leaves the machine. A lock is a row of our own database, so
// it is taken in earnest; what would be asked of Postfix is asked of the policy service's own decision instead, and the
// proof says that it is simulated. Whatever would act outside refuses.

import { ConnectorFault, type Connector, type MeasureOrder, type Probe } from '@/lib/containment/types';
import { decide } from '@/lib/policy-service/decide';
import { loadSnapshot, loadTexts } from '@/lib/policy-service/store';
import { manualConnector } from '../manual/connector';
import { policyServiceConnector } from '../policy-service/connector';
import { queueConnector } from '../postfix-queue/connector';
import type { ConnectorSetup } from '../types';
import { sampleQueuePrograms } from './queue-programs';

/** The connector of a row of the sample provider. */
export function sampleConnector(kind: string, setup: ConnectorSetup): Connector {
  const cutOff = { ...setup, settings: { ...setup.settings, probe: null } };
  if (kind === 'manual') return manualConnector(cutOff);
  if (kind === 'postfix-queue') return sampleQueueConnector(setup);
  if (kind !== 'policy-service') return refusingConnector();
  return { ...policyServiceConnector(cutOff), probe: (order) => askOwnPolicy(order, setup) };
}

/** What our policy service would answer to the next recipient of this account. */
async function askOwnPolicy({ account }: MeasureOrder, { pool }: ConnectorSetup): Promise<Probe> {
  const request = { request: '', protocolState: 'RCPT', saslUsername: account.login, recipient: '' };
  const [snapshot, texts] = await Promise.all([loadSnapshot(pool), loadTexts(pool)]);
  const decision = decide(request, snapshot, texts);
  if (decision.kind === 'pass') return { result: 'does-not-hold', code: 'simulated-pass', detail: {} };
  const code = decision.kind === 'refuse' ? 'simulated-refusal' : 'simulated-throttle';
  return { result: 'holds', code, detail: { text: decision.action } };
}

/** The queue connector as it is, over programs that move mail in our own database. */
function sampleQueueConnector({ id, pool }: ConnectorSetup): Connector {
  return queueConnector((login) => ({
    programs: sampleQueuePrograms(pool, login),
    askSenders: (mails) => Promise.resolve(mails.map(() => null)),
    queue: `${id}`,
  }));
}

function refusingConnector(): Connector {
  const refuse = () => Promise.reject(new ConnectorFault('refused', 'sample-provider'));
  return {
    measures: [],
    readPrior: refuse,
    apply: refuse,
    readBack: refuse,
    probe: refuse,
    // It is made and shown as it would be, and goes nowhere.
    setPassword: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
