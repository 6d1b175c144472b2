// The form of a mailcow.

import { signInFields, type ConnectorForm } from '../form';
import { mailcowMeasures, mailcowSettings } from './settings';

export const mailcowForm: ConnectorForm = {
  kind: 'mailcow',
  fields: [
    { name: 'url', type: 'text', required: true, bindsSecret: true },
    { name: 'apiKey', type: 'secret', required: true },
    { name: 'caPem', type: 'code' },
    { name: 'cacheSeconds', type: 'number', initial: '300', required: true },
    ...signInFields,
  ],
  schema: mailcowSettings,
  possible: mailcowMeasures,
  ticked: mailcowMeasures,
  measuresOf: () => mailcowMeasures,
};
