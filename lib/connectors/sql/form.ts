// The form of a database with passwords.

import { dovecotFields } from '../dovecot/fields';
import { probeFields, signInFields, type ConnectorField, type ConnectorForm } from '../form';
import { measuresOf, sqlConnectorSettings } from './settings';

const statements = [
  'sendRead',
  'sendLock',
  'sendRelease',
  'loginRead',
  'loginLock',
  'loginRelease',
  'passwordStatement',
] as const;
const own = { field: 'preset', is: ['own'] };

const fields: readonly ConnectorField[] = [
  { name: 'engine', type: 'choice', initial: 'mysql', choices: ['mysql', 'postgres'] },
  { name: 'host', type: 'text', required: true, bindsSecret: true },
  { name: 'port', type: 'number', initial: '3306', required: true, bindsSecret: true },
  { name: 'tls', type: 'choice', initial: 'verify', choices: ['verify', 'none'] },
  { name: 'caPem', type: 'code' },
  { name: 'database', type: 'text', required: true },
  { name: 'username', type: 'text', required: true },
  { name: 'databasePassword', type: 'secret' },
  {
    name: 'preset',
    type: 'choice',
    initial: 'postfixadmin-smtp',
    choices: ['postfixadmin-smtp', 'postfixadmin', 'dovecot', 'own'],
  },
  { name: 'passwordScheme', type: 'choice', initial: 'ARGON2ID', choices: ['ARGON2ID', 'SSHA512'] },
  ...statements.map((name): ConnectorField => ({ name, type: 'code', group: 'own', when: own })),
  ...dovecotFields,
  ...probeFields,
  ...signInFields,
];

export const sqlForm: ConnectorForm = {
  kind: 'sql',
  fields,
  schema: sqlConnectorSettings,
  possible: ['send-lock', 'login-lock', 'end-sessions', 'new-password'],
  // With the preset and without Dovecot.
  ticked: ['send-lock', 'login-lock', 'new-password'],
  measuresOf: (settings) => measuresOf(sqlConnectorSettings.parse(settings)),
};
