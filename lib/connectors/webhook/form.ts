// The form of a webhook.

import { probeFields, type ConnectorForm } from '../form';
import { webhookMeasures, webhookSettings } from './settings';

export const webhookForm: ConnectorForm = {
  kind: 'webhook',
  fields: [
    { name: 'url', type: 'text', required: true, bindsSecret: true },
    { name: 'signingSecret', type: 'secret', required: true },
    { name: 'caPem', type: 'code' },
    ...probeFields,
  ],
  schema: webhookSettings,
  possible: webhookMeasures,
  ticked: webhookMeasures,
  measuresOf: () => webhookMeasures,
};
