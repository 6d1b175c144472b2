// The form of the connector without a machine.

import { measureKinds } from '@/lib/containment/types';
import { probeFields, type ConnectorForm } from '../form';
import { manualSettings } from './connector';

const byHand = measureKinds.filter((kind) => kind !== 'new-password');

export const manualForm: ConnectorForm = {
  kind: 'manual',
  fields: [{ name: 'instructions', type: 'code' }, ...probeFields],
  schema: manualSettings,
  possible: byHand,
  ticked: [],
  measuresOf: () => byHand,
};
