// What a resolver's settings are: where it is, how it is asked, how we sign in, how long its answers hold. The secret
// (password or token) is kept beside them, sealed. Pure.

import { z } from 'zod';

export const httpMethods = ['GET', 'POST'] as const;
export const httpAuths = ['none', 'basic', 'bearer'] as const;

/** What the AbuseHQ-like form can send of a question, under a name of the resolver's own. */
export const askedFields = ['login', 'ip', 'port', 'time'] as const;
export type AskedField = (typeof askedFields)[number];

const fieldName = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/);

const shared = {
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  method: z.enum(httpMethods).default('POST'),
  auth: z.enum(httpAuths).default('none'),
  /** For `basic`. */
  username: z.string().max(200).default(''),
  /** PEM of an authority beside those that the system knows. */
  caPem: z.string().max(100_000).nullable().default(null),
  /** How long an answer holds, and how long a "do not know it". */
  keepHours: z.number().int().min(1).max(720).default(24),
  keepUnknownMinutes: z.number().int().min(1).max(43_200).default(60),
};

/** Settings of kind `http`: our own contract (docs/directory.md). */
export const httpSettingsSchema = z.object(shared);
export type HttpSettings = z.infer<typeof httpSettingsSchema>;

/** Settings of kind `abusehq`: a resolver made for AbuseHQ, with the names of its parameters and of its answer's fields. */
export const abusehqSettingsSchema = z.object({
  ...shared,
  method: z.enum(httpMethods).default('GET'),
  /** Name of the parameter → what is sent in it. */
  parameters: z
    .record(fieldName, z.enum(askedFields))
    .refine((map) => Object.keys(map).length > 0 && Object.keys(map).length <= 20)
    .default({ email: 'login', ip: 'ip', timestamp: 'time' }),
  subscriberField: fieldName.default('subscriber_id'),
  contractField: fieldName.default('contract_id'),
  dataField: fieldName.default('resolver_data'),
});
export type AbusehqSettings = z.infer<typeof abusehqSettingsSchema>;
