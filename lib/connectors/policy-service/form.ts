// The form of the connector to our own policy service.

import { probeFields, type ConnectorForm } from '../form';
import { policyServiceSettings } from './connector';

export const policyServiceForm: ConnectorForm = {
  kind: 'policy-service',
  fields: [
    { name: 'locked.de', type: 'text' },
    { name: 'locked.en', type: 'text' },
    { name: 'throttled.de', type: 'text' },
    { name: 'throttled.en', type: 'text' },
    { name: 'suppressed.de', type: 'text' },
    { name: 'suppressed.en', type: 'text' },
    ...probeFields,
  ],
  schema: policyServiceSettings,
  possible: ['throttle', 'send-lock'],
  ticked: ['throttle', 'send-lock'],
  measuresOf: () => ['throttle', 'send-lock'],
};
