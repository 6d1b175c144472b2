// What a command is set to. Pure. The program itself stands in CONNECTOR_COMMANDS; here is only its name.

import { z } from 'zod';
import { measureKinds, orderedMeasures } from '@/lib/containment/types';
import { xclientSettings } from '../smtp-probe/settings';

/** What such a program can do; a new password only where it has arguments for it. */
export function commandMeasuresOf({ passwordArguments }: { passwordArguments: readonly string[] }) {
  return passwordArguments.length > 0 ? measureKinds : orderedMeasures;
}

/** Stand for values, each as a whole argument: nothing is put together from text and values. */
export const placeholders = ['{login}', '{domain}', '{case}', '{measure}', '{key}', '{perHour}'] as const;

const argument = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => !text.includes('\0'), 'invalid')
  .refine(
    (text) => !text.includes('{') || (placeholders as readonly string[]).includes(text),
    'placeholder-inside',
  );
const argumentList = z.array(argument).max(40);
/** Without the login it would speak of every account. */
const withLogin = argumentList.refine((list) => list.includes('{login}'), 'no-login');
const exits = z.array(z.coerce.number().int().min(0).max(255)).max(20);

export const commandSettings = z
  .object({
    /** A name of CONNECTOR_COMMANDS. */
    program: z.string().regex(/^[a-z0-9_-]{1,40}$/),
    onArguments: withLogin,
    offArguments: withLogin,
    /** The second command: says by its exit code how it stands. */
    readArguments: withLogin,
    readOnExits: exits.min(1, 'required').default([0]),
    readOffExits: exits.min(1, 'required').default([1]),
    readOtherExits: exits.default([3]),
    /** A third one, where there is one: proves that the account cannot send. */
    proveArguments: argumentList
      .refine((list) => list.length === 0 || list.includes('{login}'), 'no-login')
      .default([]),
    /** A fourth one: sets a password, which it reads as one line of its standard input. */
    passwordArguments: argumentList
      .refine((list) => list.length === 0 || list.includes('{login}'), 'no-login')
      .refine((list) => list.every((one) => one === '{login}' || !one.includes('{')), 'placeholder-inside')
      .default([]),
    holdsExits: exits.default([0]),
    doesNotHoldExits: exits.default([1]),
    probe: xclientSettings.nullable().default(null),
  })
  .refine(
    ({ readOnExits, readOffExits, readOtherExits }) =>
      isDistinct([readOnExits, readOffExits, readOtherExits]),
    { path: ['readOnExits'], message: 'exit-twice' },
  )
  .refine(({ holdsExits, doesNotHoldExits }) => isDistinct([holdsExits, doesNotHoldExits]), {
    path: ['holdsExits'],
    message: 'exit-twice',
  });
export type CommandSettings = z.infer<typeof commandSettings>;

function isDistinct(lists: readonly number[][]): boolean {
  const all = lists.flat();
  return new Set(all).size === all.length;
}
