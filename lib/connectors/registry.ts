// Every kind of connector, one line each. Adding one is a folder with its `connector.ts`, which checks its own settings,
// and a line here (docs/containment.md).

import type { Connector } from '@/lib/containment/types';
import { commandConnector } from './command/connector';
import { mailcowConnector } from './mailcow/connector';
import { manualConnector } from './manual/connector';
import { policyServiceConnector } from './policy-service/connector';
import { postfixQueueConnector } from './postfix-queue/connector';
import { sqlConnector } from './sql/connector';
import { webhookConnector } from './webhook/connector';
import type { ConnectorKind, ConnectorSetup } from './types';

const makers: Partial<Record<ConnectorKind, (setup: ConnectorSetup) => Connector>> = {
  command: commandConnector,
  mailcow: mailcowConnector,
  manual: manualConnector,
  'postfix-queue': postfixQueueConnector,
  'policy-service': policyServiceConnector,
  sql: sqlConnector,
  webhook: webhookConnector,
};

/** The connector of a row. Throws where its settings are not understood: they were checked when they were saved. */
export function makeConnector(kind: ConnectorKind, setup: ConnectorSetup): Connector {
  const make = makers[kind];
  if (make === undefined) throw new Error(`no connector of kind ${kind}`);
  return make(setup);
}
