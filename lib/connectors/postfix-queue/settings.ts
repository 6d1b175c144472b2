// How a Postfix queue is reached: three allow-listed programs, which may be wrappers over ssh or sudo.

import { z } from 'zod';

const program = z.string().regex(/^[a-z0-9_-]{1,40}$/, 'invalid');

export const postfixQueueSettings = z.object({
  /** Names of CONNECTOR_COMMANDS. */
  postqueueProgram: program,
  postcatProgram: program,
  postsuperProgram: program,
  /** Of an instance beside the first; '' is Postfix's own. */
  configDirectory: z
    .string()
    .regex(/^(\/[A-Za-z0-9._/-]{1,200})?$/, 'not-a-path')
    .default(''),
  /** The server's name in its mail log; '' where one log knows every queue id once. */
  logHost: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9.-]{0,253}$/, 'invalid')
    .default(''),
});
export type PostfixQueueSettings = z.infer<typeof postfixQueueSettings>;
