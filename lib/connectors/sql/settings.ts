// What a database with passwords is set to. Pure: the screen shows these fields, the connector reads these settings. The
// secrets beside them: `databasePassword`, and `doveadmKey` where Dovecot is told over HTTP.

import { z } from 'zod';
import type { MeasureKind } from '@/lib/containment/types';
import { dovecotSettings } from '../dovecot/settings';
import { signInSettings, xclientSettings } from '../smtp-probe/settings';
import { sqlConnectorPresets, type LockStatements, type SqlPreset } from './presets';
import { problemOf, type StatementRule } from './statement';

const statement = z.string().max(4_000).default('');

const fields = z.object({
  engine: z.enum(['postgres', 'mysql']),
  host: z.string().regex(/^[a-z0-9_.:-]{1,253}$/i),
  port: z.number().int().min(1).max(65_535),
  database: z.string().min(1),
  username: z.string().min(1),
  tls: z.enum(['verify', 'none']),
  caPem: z.string().default(''),
  preset: z.enum(['postfixadmin', 'postfixadmin-smtp', 'dovecot', 'own']),
  /** Of `own`; all three of a lock, or none. */
  sendRead: statement,
  sendLock: statement,
  sendRelease: statement,
  loginRead: statement,
  loginLock: statement,
  loginRelease: statement,
  passwordStatement: statement,
  passwordScheme: z.enum(['ARGON2ID', 'SSHA512']).default('ARGON2ID'),
  ...dovecotSettings.shape,
  /** Where Postfix asks the statements' own table for each recipient; a passdb cannot be proved by it. */
  probe: xclientSettings.nullable().default(null),
  /** Where the canary tries whether it can send: a proof that needs no `auth lookup`, but a password statement. */
  signIn: signInSettings.nullable().default(null),
});

const READ: StatementRule = { kind: 'read', parameters: /^login$/ };
const LOCK: StatementRule = { kind: 'change', parameters: /^(?:login|case)$/ };
const RELEASE: StatementRule = { kind: 'change', parameters: /^(?:login|case|prior_\w+)$/ };
const PASSWORD: StatementRule = { kind: 'change', parameters: /^(?:login|password)$/ };

const own = [
  ['sendRead', READ],
  ['sendLock', LOCK],
  ['sendRelease', RELEASE],
  ['loginRead', READ],
  ['loginLock', LOCK],
  ['loginRelease', RELEASE],
  ['passwordStatement', PASSWORD],
] as const;

export type SqlConnectorSettings = z.infer<typeof fields>;

/** The settings with their rules. A problem's message is a code for the screen. */
export const sqlConnectorSettings = fields.superRefine((settings, context) => {
  const problem = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (settings.caPem !== '' && !settings.caPem.includes('-----BEGIN CERTIFICATE-----'))
    problem('caPem', 'not-a-certificate');
  if (settings.dovecotVia === 'http' && !/^https?:\/\//.test(settings.dovecotUrl))
    problem('dovecotUrl', 'not-a-url');
  if (settings.dovecotVia === 'command' && settings.dovecotProgram === '')
    problem('dovecotProgram', 'required');
  if (settings.preset !== 'own') return;
  for (const [name, rule] of own) {
    if (isLeftOut(settings, name)) continue;
    const found = problemOf(settings[name], rule);
    if (found !== null) problem(name, found);
  }
  if (measuresOf(settings).every((kind) => kind === 'end-sessions')) problem('loginRead', 'required');
});

/** A lock without any of its three statements, and a password without its one, is not offered. */
function isLeftOut(settings: SqlConnectorSettings, name: (typeof own)[number][0]): boolean {
  const group = own.map(([one]) => one).filter((one) => one.slice(0, 4) === name.slice(0, 4));
  return group.every((one) => settings[one].trim() === '');
}

/** The statements to use: those of the preset, or a person's own; null where there are none. */
export function statementsOf(settings: SqlConnectorSettings): {
  'send-lock': LockStatements | null;
  'login-lock': LockStatements | null;
  password: string | null;
} {
  if (settings.preset !== 'own') {
    const preset: SqlPreset = sqlConnectorPresets[settings.preset];
    return { 'send-lock': preset.sendLock, 'login-lock': preset.loginLock, password: preset.password };
  }
  const { sendRead, sendLock, sendRelease, loginRead, loginLock, loginRelease, passwordStatement } = settings;
  const group = (read: string, lock: string, release: string): LockStatements | null =>
    read.trim() === '' ? null : { read, lock, release };
  return {
    'send-lock': group(sendRead, sendLock, sendRelease),
    'login-lock': group(loginRead, loginLock, loginRelease),
    password: passwordStatement.trim() === '' ? null : passwordStatement,
  };
}

/** What these settings can do. */
export function measuresOf(settings: SqlConnectorSettings): MeasureKind[] {
  const statements = statementsOf(settings);
  const kinds: [MeasureKind, boolean][] = [
    ['send-lock', statements['send-lock'] !== null],
    ['login-lock', statements['login-lock'] !== null],
    ['end-sessions', settings.dovecotVia !== 'none'],
    ['new-password', statements.password !== null],
  ];
  return kinds.filter(([, can]) => can).map(([kind]) => kind);
}
