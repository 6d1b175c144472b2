// From a row to a connector that can act: its secret fields opened, its settings checked by its kind. In the sample
// provider nothing leaves the machine.

import { makeConnector } from '@/lib/connectors/registry';
import { sampleConnector } from '@/lib/connectors/sample/connector';
import type { ConnectorRow } from '@/lib/containment/rows';
import type { Connector } from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { connectorSecretPlace, unseal } from '@/lib/secrets/seal';
import { askQueueSenders } from './ask-queue-senders';

/** The connector of a row. Throws `SealError` where its secret does not open. */
export function openConnector(row: ConnectorRow): Connector {
  const secret =
    row.secretSealed === null
      ? {}
      : (JSON.parse(unseal(row.secretSealed, connectorSecretPlace(row.id))) as Record<string, string>);
  const { CONNECTOR_ALLOWED_HOSTS: allowedHosts, CONNECTOR_COMMANDS: commands } = env();
  const reach = { allowedHosts, commands };
  const setup = {
    id: row.id,
    settings: row.settings,
    secret,
    pool: sql(),
    reach,
    askSenders: askQueueSenders,
  };
  return env().SAMPLE_PROVIDER ? sampleConnector(row.kind, setup) : makeConnector(row.kind, setup);
}
