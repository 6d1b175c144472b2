// Every kind of connector, one line each, in the order of the screen. Adding one is a folder with its `settings.ts`,
// `form.ts` and `connector.ts`, a line here, and its words in the catalogues (docs/connectors.md, "Adding a connector").

import type { Connector } from '@/lib/containment/types';
import { commandConnector } from './command/connector';
import { commandForm } from './command/form';
import type { ConnectorForm } from './form';
import { mailcowConnector } from './mailcow/connector';
import { mailcowForm } from './mailcow/form';
import { manualConnector } from './manual/connector';
import { manualForm } from './manual/form';
import { policyServiceConnector } from './policy-service/connector';
import { policyServiceForm } from './policy-service/form';
import { postfixQueueConnector } from './postfix-queue/connector';
import { postfixQueueForm } from './postfix-queue/form';
import { sqlConnector } from './sql/connector';
import { sqlForm } from './sql/form';
import type { ConnectorSetup } from './types';
import { webhookConnector } from './webhook/connector';
import { webhookForm } from './webhook/form';

const kinds: readonly { form: ConnectorForm; make: (setup: ConnectorSetup) => Connector }[] = [
  { form: policyServiceForm, make: policyServiceConnector },
  { form: sqlForm, make: sqlConnector },
  { form: mailcowForm, make: mailcowConnector },
  { form: webhookForm, make: webhookConnector },
  { form: commandForm, make: commandConnector },
  { form: postfixQueueForm, make: postfixQueueConnector },
  { form: manualForm, make: manualConnector },
];

/** The kinds that can be set up, in the order of the screen. */
export const setUpKinds = kinds.map(({ form }) => form.kind);

/** The form of a kind; null where it has none. */
export function formFor(kind: string): ConnectorForm | null {
  return kinds.find(({ form }) => form.kind === kind)?.form ?? null;
}

/** The connector of a row. Throws where its settings are not understood: they were checked when they were saved. */
export function makeConnector(kind: string, setup: ConnectorSetup): Connector {
  const found = kinds.find(({ form }) => form.kind === kind);
  if (found === undefined) throw new Error(`connector ${setup.id} is of the unknown kind ${kind}`);
  return found.make(setup);
}
