// How Dovecot is told: the part of a form that several kinds share.

import type { ConnectorField } from '../form';

export const dovecotFields: readonly ConnectorField[] = [
  { name: 'dovecotVia', type: 'choice', initial: 'none', choices: ['none', 'http', 'command'] },
  { name: 'dovecotUrl', type: 'text', bindsSecret: true },
  { name: 'doveadmKey', type: 'secret' },
  { name: 'dovecotCaPem', type: 'code' },
  { name: 'dovecotProgram', type: 'text', initial: 'doveadm' },
  { name: 'dovecotArguments', type: 'lines' },
];
