// How Dovecot is told that a login changed. Pure: the screen shows these fields, the adapters read these settings.

import { z } from 'zod';

export const dovecotSettings = z.object({
  dovecotVia: z.enum(['none', 'http', 'command']).default('none'),
  /** Of `http`: `https://mail1.example.com:8443/doveadm/v1`. The key is the secret `doveadmKey`. */
  dovecotUrl: z.string().default(''),
  dovecotCaPem: z.string().default(''),
  /** Of `command`: a name of CONNECTOR_COMMANDS, and the arguments before doveadm's own. */
  dovecotProgram: z.string().default(''),
  dovecotArguments: z.array(z.string().max(500)).max(20).default([]),
});
export type DovecotSettings = z.infer<typeof dovecotSettings>;
