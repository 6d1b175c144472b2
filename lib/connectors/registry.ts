// Every kind of connector, one line each. Adding one is a folder with `settings.ts` (zod) and `connector.ts`, and a line here.

import type { Connector } from '@/lib/containment/types';
import type { ConnectorKind, ConnectorSetup } from './types';

/** Makes the connector of a configured row. `secret` holds the sealed fields, opened. */
type Make = (setup: ConnectorSetup) => Connector;

const makers: Partial<Record<ConnectorKind, Make>> = {};

/** The connector of a row; throws where its kind or settings are not understood: they were checked when saved. */
export function makeConnector(kind: ConnectorKind, setup: ConnectorSetup): Connector {
  const make = makers[kind];
  if (make === undefined) throw new Error(`no connector of kind ${kind}`);
  return make(setup);
}
