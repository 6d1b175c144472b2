// Use case: an administrator tries a connector before or after saving it. Our policy service is tried through Postfix,
// a queue without touching a mail; every other kind reads the state of its canary mailbox; nobody else's account is
// touched. In the sample provider nothing leaves the machine.

import { policyServiceSettings } from '@/lib/connectors/policy-service/connector';
import { testPolicyService } from '@/lib/connectors/policy-service/self-test';
import { testPostfixQueue } from '@/lib/connectors/postfix-queue/self-test';
import { makeConnector } from '@/lib/connectors/registry';
import type { ConnectorSetup } from '@/lib/connectors/types';
import { findConnector } from '@/lib/containment/connector-queries';
import {
  ConnectorFault,
  type Connector,
  type ConnectorTestStep,
  type MeasureOrder,
} from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { SealError } from '@/lib/secrets/seal';
import { storedSecrets } from './connector-secrets';
import { done, refused, type Outcome } from './outcome';
import { checkConnector, type CheckedConnector, type SaveConnectorInput } from './save-connector';

const PATIENCE_MS = 20_000;

/** Expected errors: `fields`, `not-found`, `sample-provider`, `secret-unreadable` (SECRET_KEY was changed). */
export async function testConnector(
  input: Pick<SaveConnectorInput, 'id' | 'kind' | 'values' | 'canaryLogin'>,
): Promise<Outcome<ConnectorTestStep[]>> {
  const before = input.id === null ? null : await findConnector(input.id);
  if (input.id !== null && before === null) return refused('not-found');
  const checked = checkConnector(input, before);
  if (!checked.ok) return checked;
  if (env().SAMPLE_PROVIDER) return refused('sample-provider');
  try {
    const setup = await setupOf(input.id, checked.data);
    return done(await runSteps(checked.data, setup, input.canaryLogin.trim().toLowerCase()));
  } catch (error) {
    if (error instanceof SealError) return refused('secret-unreadable');
    throw error;
  }
}

async function setupOf(id: number | null, checked: CheckedConnector): Promise<ConnectorSetup> {
  const kept = id !== null && checked.keepsSecret ? await storedSecrets(sql(), id) : {};
  const { CONNECTOR_ALLOWED_HOSTS: allowedHosts, CONNECTOR_COMMANDS: commands } = env();
  const reach = { allowedHosts, commands };
  return {
    id: id ?? 0,
    settings: checked.settings,
    secret: { ...kept, ...checked.entered },
    pool: sql(),
    reach,
  };
}

async function runSteps(
  { form, settings }: CheckedConnector,
  setup: ConnectorSetup,
  canary: string,
): Promise<ConnectorTestStep[]> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  if (form.kind === 'policy-service') {
    const { probe } = policyServiceSettings.parse(settings);
    return testPolicyService({ listen: env().POLICY_LISTEN, probe, pool: sql() }, signal);
  }
  if (form.kind === 'postfix-queue') return testPostfixQueue(settings, setup.reach, signal);
  if (canary === '') return [{ code: 'canary-missing', ok: false, detail: {} }];
  const connector = makeConnector(form.kind, setup);
  try {
    return await readCanary(connector, canary, signal);
  } finally {
    await connector.close();
  }
}

/** Reads the canary's state for each measure; the first that fails is the last. */
async function readCanary(
  connector: Connector,
  login: string,
  signal: AbortSignal,
): Promise<ConnectorTestStep[]> {
  const steps: ConnectorTestStep[] = [];
  for (const kind of connector.measures) {
    const order: MeasureOrder = {
      kind,
      wanted: 'on',
      account: { kind: 'mailbox', login, domain: login.split('@')[1] ?? null },
      caseNumber: 'TEST',
      parameters: {},
      idempotencyKey: 'set-up-test',
    };
    try {
      const prior = await connector.readPrior(order, signal);
      steps.push({ code: 'state-read', ok: true, detail: { measure: kind, seen: JSON.stringify(prior) } });
    } catch (error) {
      if (!(error instanceof ConnectorFault)) throw error;
      steps.push({ code: error.code, ok: false, detail: { measure: kind, ...error.detail } });
      return steps;
    }
  }
  return steps;
}
