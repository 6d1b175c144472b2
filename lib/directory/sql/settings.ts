// What a database as a directory is set to. Pure: the screen shows these fields, the adapter reads these settings.

import { z } from 'zod';
import type { DirectorySettings, SettingField, SettingProblems } from '../types';
import { sqlPresets, type SqlStatements } from './presets';

export const sqlStatementNames = ['customers', 'accounts', 'aliases', 'domains'] as const;
export type SqlStatementName = (typeof sqlStatementNames)[number];

const settingsShape = z.object({
  engine: z.enum(['postgres', 'mysql']),
  host: z.string(),
  port: z.number(),
  database: z.string(),
  username: z.string(),
  tls: z.enum(['verify', 'none']),
  caPem: z.string(),
  preset: z.enum(['postfixadmin', 'postfixadmin-domains', 'dovecot', 'own']),
  customers: z.string(),
  accounts: z.string(),
  aliases: z.string(),
  domains: z.string(),
  timeoutSeconds: z.number(),
});

export type SqlSettings = z.infer<typeof settingsShape>;

const own = { field: 'preset', values: ['own'] } as const;
const example = sqlPresets['postfixadmin'];

/** The form, in its order. */
export const sqlFields: readonly SettingField[] = [
  { name: 'engine', type: 'choice', initial: 'postgres', choices: ['postgres', 'mysql'] },
  { name: 'host', type: 'text', initial: '', required: true },
  { name: 'port', type: 'number', initial: 5432, required: true },
  { name: 'tls', type: 'choice', initial: 'verify', choices: ['verify', 'none'] },
  { name: 'caPem', type: 'code', initial: '', onlyIf: { field: 'tls', values: ['verify'] } },
  { name: 'database', type: 'text', initial: '', required: true },
  { name: 'username', type: 'text', initial: '', required: true },
  { name: 'secret', type: 'secret', initial: '' },
  {
    name: 'preset',
    type: 'choice',
    initial: 'postfixadmin',
    choices: ['postfixadmin', 'postfixadmin-domains', 'dovecot', 'own'],
  },
  { name: 'accounts', type: 'code', initial: example.accounts, required: true, onlyIf: own },
  { name: 'customers', type: 'code', initial: example.customers, onlyIf: own },
  { name: 'aliases', type: 'code', initial: example.aliases, onlyIf: own },
  { name: 'domains', type: 'code', initial: example.domains, onlyIf: own },
  { name: 'timeoutSeconds', type: 'number', initial: 300, required: true },
];

/** The stored settings in their shape. Throws where they were stored by nobody who checks. */
export function sqlSettings(settings: unknown): SqlSettings {
  return settingsShape.parse(settings);
}

/** The statements to run: those of the preset, or a person's own; empty ones are not run. */
export function statementsOf(settings: SqlSettings): SqlStatements {
  if (settings.preset !== 'own') return sqlPresets[settings.preset];
  const { customers, accounts, aliases, domains } = settings;
  return { customers, accounts, aliases, domains };
}

/** Problems that are seen before anything is opened. */
export function checkSqlSettings(settings: DirectorySettings): SettingProblems {
  const read = settingsShape.safeParse(settings);
  if (!read.success)
    return Object.fromEntries(read.error.issues.map((issue) => [String(issue.path[0]), 'invalid']));
  const { data } = read;
  const problems: SettingProblems = {};
  if (!isHost(data.host)) problems['host'] = 'not-a-host';
  if (!isWithin(data.port, 1, 65_535)) problems['port'] = 'out-of-range';
  if (!isWithin(data.timeoutSeconds, 5, 3_600)) problems['timeoutSeconds'] = 'out-of-range';
  if (data.database === '') problems['database'] = 'required';
  if (data.username === '') problems['username'] = 'required';
  if (data.caPem !== '' && !data.caPem.includes('-----BEGIN CERTIFICATE-----'))
    problems['caPem'] = 'not-a-certificate';
  if (data.preset !== 'own') return problems;
  for (const name of sqlStatementNames) {
    const statement = data[name].trim();
    if (statement === '' && name === 'accounts') problems[name] = 'required';
    else if (statement !== '' && !/^(?:select|with|values|table|\()/i.test(statement))
      problems[name] = 'not-a-select';
  }
  return problems;
}

function isHost(text: string): boolean {
  return /^[a-z0-9_.:-]{1,253}$/i.test(text);
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
