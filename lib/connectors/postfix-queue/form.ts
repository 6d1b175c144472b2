// The form of a Postfix queue.

import type { ConnectorForm } from '../form';
import { postfixQueueSettings } from './settings';

const measures = ['hold-queue'] as const;

export const postfixQueueForm: ConnectorForm = {
  kind: 'postfix-queue',
  fields: [
    { name: 'postqueueProgram', type: 'text', initial: 'postqueue', required: true },
    { name: 'postcatProgram', type: 'text', initial: 'postcat', required: true },
    { name: 'postsuperProgram', type: 'text', initial: 'postsuper', required: true },
    { name: 'configDirectory', type: 'text' },
    { name: 'logHost', type: 'text' },
  ],
  schema: postfixQueueSettings,
  possible: measures,
  ticked: measures,
  measuresOf: () => measures,
};
