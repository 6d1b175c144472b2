// Where Postfix can be asked by XCLIENT, and where a canary can sign in. Pure.

import { z } from 'zod';

export const xclientSettings = z.object({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  recipient: z.email(),
  clientAddress: z.union([z.ipv4(), z.ipv6()]),
});

/** A submission server with STARTTLS; `recipient` is an address that it would take mail for. No mail is sent. */
export const signInSettings = z.object({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  recipient: z.email(),
});
export type SignInSettings = z.infer<typeof signInSettings>;
