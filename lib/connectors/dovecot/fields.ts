// How Dovecot is told: the part of a form that several kinds share.

import type { ConnectorField } from '../form';

const http = { field: 'dovecotVia', is: ['http'] };
const command = { field: 'dovecotVia', is: ['command'] };

export const dovecotFields: readonly ConnectorField[] = [
  {
    name: 'dovecotVia',
    group: 'dovecot',
    type: 'choice',
    initial: 'none',
    choices: ['none', 'http', 'command'],
  },
  { name: 'dovecotUrl', group: 'dovecot', when: http, type: 'text', bindsSecret: true },
  { name: 'doveadmKey', group: 'dovecot', when: http, type: 'secret' },
  { name: 'dovecotCaPem', group: 'dovecot', when: http, type: 'code' },
  { name: 'dovecotProgram', group: 'dovecot', when: command, type: 'text', initial: 'doveadm' },
  { name: 'dovecotArguments', group: 'dovecot', when: command, type: 'lines' },
];
