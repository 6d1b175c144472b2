// What a resolver is set to: where it is, how it is asked, how we sign in, how long its answers hold. The secret (password
// or token) is kept beside it, sealed. Pure: the screen shows these fields, the adapter reads these settings.

import { z } from 'zod';
import { readAssignments } from '../assignments';
import type { DirectorySettings, SettingField, SettingProblems } from '../types';

const methods = ['GET', 'POST'] as const;
const auths = ['none', 'basic', 'bearer'] as const;

/** What the AbuseHQ-like form can send of a question, under a name of the resolver's own. */
const askedFields = ['login', 'ip', 'port', 'time'] as const;
export type AskedField = (typeof askedFields)[number];

const httpShape = z.object({
  url: z.string(),
  method: z.enum(methods),
  auth: z.enum(auths),
  /** Of `basic`. */
  username: z.string(),
  /** PEM of an authority beside those that the system knows; empty: none. */
  caPem: z.string(),
  /** How long an answer holds, and how long a "do not know it". */
  keepHours: z.number(),
  keepUnknownMinutes: z.number(),
});

const abusehqShape = httpShape.extend({
  /** Lines `parameter = login | ip | port | time`. */
  parameters: z.string(),
  subscriberField: z.string(),
  contractField: z.string(),
  dataField: z.string(),
});

export type HttpSettings = z.infer<typeof httpShape>;
export type AbusehqSettings = z.infer<typeof abusehqShape>;

const byName = { field: 'auth', values: ['basic'] } as const;
const secret = { field: 'auth', values: ['basic', 'bearer'] } as const;

function sharedFields(method: (typeof methods)[number]): SettingField[] {
  return [
    { name: 'url', type: 'text', initial: '', required: true },
    { name: 'method', type: 'choice', initial: method, choices: methods },
    { name: 'auth', type: 'choice', initial: 'bearer', choices: auths },
    { name: 'username', type: 'text', initial: '', required: true, onlyIf: byName },
    { name: 'secret', type: 'secret', initial: '', onlyIf: secret },
    { name: 'caPem', type: 'code', initial: '' },
    { name: 'keepHours', type: 'number', initial: 24, required: true },
    { name: 'keepUnknownMinutes', type: 'number', initial: 60, required: true },
  ];
}

/** The form of kind `http`, our own contract (docs/directory.md). */
export const httpFields: readonly SettingField[] = sharedFields('POST');

/** The form of kind `abusehq`: a resolver made for AbuseHQ, with the names of its parameters and its answer's fields. */
export const abusehqFields: readonly SettingField[] = [
  ...sharedFields('GET'),
  { name: 'parameters', type: 'code', initial: 'email = login\nip = ip\ntimestamp = time', required: true },
  { name: 'subscriberField', type: 'text', initial: 'subscriber_id', required: true },
  { name: 'contractField', type: 'text', initial: 'contract_id', required: true },
  { name: 'dataField', type: 'text', initial: 'resolver_data', required: true },
];

/** The stored settings in their shape. Throws where they were stored by nobody who checks. */
export function httpSettings(settings: unknown): HttpSettings {
  return httpShape.parse(settings);
}

/** The same of kind `abusehq`. */
export function abusehqSettings(settings: unknown): AbusehqSettings {
  return abusehqShape.parse(settings);
}

/** Parameter of the question → what is sent in it; null where the text is no such table. */
export function readParameters(text: string): [string, AskedField][] | null {
  const entries = [...(readAssignments(text) ?? [])].map(
    ([name, values]): [string, AskedField | undefined] => [
      name,
      values.length === 1 ? askedFields.find((field) => field === values[0]) : undefined,
    ],
  );
  const isRight = ([name, field]: [string, AskedField | undefined]): boolean =>
    isFieldName(name) && field !== undefined;
  return entries.length > 0 && entries.length <= 20 && entries.every(isRight)
    ? (entries as [string, AskedField][])
    : null;
}

/** Problems that are seen before anything is asked. */
export function checkHttpSettings(settings: DirectorySettings): SettingProblems {
  const read = httpShape.safeParse(settings);
  if (!read.success) return invalid(read.error);
  const { url, auth, username, caPem, keepHours, keepUnknownMinutes } = read.data;
  const problems: SettingProblems = {};
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) problems['url'] = 'not-a-url';
  // What stands in an address stands in logs.
  else if (new URL(url).username !== '' || new URL(url).password !== '') problems['url'] = 'secret-in-url';
  if (auth === 'basic' && username === '') problems['username'] = 'required';
  if (caPem !== '' && !caPem.includes('-----BEGIN CERTIFICATE-----')) problems['caPem'] = 'not-a-certificate';
  if (!isWithin(keepHours, 1, 720)) problems['keepHours'] = 'out-of-range';
  if (!isWithin(keepUnknownMinutes, 1, 43_200)) problems['keepUnknownMinutes'] = 'out-of-range';
  return problems;
}

/** The same of kind `abusehq`. */
export function checkAbusehqSettings(settings: DirectorySettings): SettingProblems {
  const read = abusehqShape.safeParse(settings);
  if (!read.success) return invalid(read.error);
  const problems = checkHttpSettings(settings);
  if (readParameters(read.data.parameters) === null) problems['parameters'] = 'not-assignments';
  for (const name of ['subscriberField', 'contractField', 'dataField'] as const)
    if (!isFieldName(read.data[name])) problems[name] = 'not-a-field';
  return problems;
}

function invalid(error: z.ZodError): SettingProblems {
  return Object.fromEntries(error.issues.map((issue) => [String(issue.path[0]), 'invalid']));
}

function isFieldName(text: string): boolean {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(text);
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
