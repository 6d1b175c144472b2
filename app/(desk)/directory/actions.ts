'use server';
// Actions of the screen "Directory"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { done, type Outcome } from '@/lib/desk/outcome';
import { pauseDirectorySource } from '@/lib/desk/pause-directory-source';
import { removeDirectorySource } from '@/lib/desk/remove-directory-source';
import { requestDirectoryReading } from '@/lib/desk/request-directory-reading';
import { saveDirectorySource } from '@/lib/desk/save-directory-source';
import { testDirectory, type DirectoryTestResult } from '@/lib/desk/test-directory';
import { directoryKinds } from '@/lib/directory/types';

const base = { namespace: 'directory', role: 'admin' } as const;
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
const yes = z.enum(['yes', 'no']).transform((value) => value === 'yes');

/** What every kind has; the fields of the kind stand beside it and are checked by the kind. */
const source = z
  .object({
    intent: z.enum(['save', 'test']),
    id: z.union([z.literal('').transform(() => null), id]),
    version: z.string().max(40),
    name: z.string().trim().min(1, 'required').max(200, 'too-long'),
    kind: z.enum(directoryKinds, 'invalid'),
    everyMinutes: z.union([
      z.literal('').transform(() => null),
      z.coerce.number('invalid').int('invalid').min(5, 'out-of-range').max(10_080, 'out-of-range'),
    ]),
    // Not trimmed: a password may begin with a space.
    secret: z.string().max(2_000, 'too-long').default(''),
    login: z.string().trim().max(254, 'too-long').default(''),
  })
  .catchall(z.string().max(100_000, 'too-long'));

export type DirectoryAnswer = { savedId: number } | { tested: DirectoryTestResult };

/** One form, two buttons: try the settings, or save them. */
export async function directoryAction(
  _: FormState<DirectoryAnswer>,
  form: FormData,
): Promise<FormState<DirectoryAnswer>> {
  return runAction(
    {
      ...base,
      schema: source,
      perform: async (
        { intent, id: sourceId, version, name, kind, everyMinutes, secret, login, ...fields },
        admin,
      ): Promise<Outcome<DirectoryAnswer>> => {
        const input = { id: sourceId, kind, fields, secret };
        if (intent === 'test') {
          const tested = await testDirectory({ ...input, login });
          return tested.ok ? done({ tested: tested.data }) : tested;
        }
        const saved = await saveDirectorySource(
          { ...input, version: version || null, name, everyMinutes },
          admin,
        );
        return saved.ok ? done({ savedId: saved.data.id }) : saved;
      },
    },
    form,
  );
}

export async function pauseDirectoryAction(_: FormState<{ paused: boolean }>, form: FormData) {
  const schema = z.object({ id, paused: yes });
  return runAction({ ...base, schema, perform: pauseDirectorySource }, form);
}

export async function removeDirectoryAction(_: FormState<{ name: string }>, form: FormData) {
  return runAction(
    {
      ...base,
      schema: z.object({ id }),
      leadTo: '/directory',
      perform: (input, admin) => removeDirectorySource(input.id, admin),
    },
    form,
  );
}

export async function readDirectoryAction(_: FormState<{ id: number }>, form: FormData) {
  const schema = z.object({ id, acceptShrunk: yes.default(false) });
  return runAction({ ...base, schema, perform: requestDirectoryReading }, form);
}
