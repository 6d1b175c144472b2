'use server';
// Actions of the screen "Mailboxes"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { done, type Outcome } from '@/lib/desk/outcome';
import { pauseMailbox } from '@/lib/desk/pause-mailbox';
import { removeMailbox } from '@/lib/desk/remove-mailbox';
import { saveMailbox } from '@/lib/desk/save-mailbox';
import { testMailbox, type TestStep } from '@/lib/desk/test-mailbox';
import { POLL_SECONDS_MAX, POLL_SECONDS_MIN } from '@/lib/mailboxes/check-settings';
import { mailboxRoles } from '@/lib/replies/types';

const base = { namespace: 'mailboxes', role: 'admin' } as const;
const text = (max: number) => z.string().trim().max(max, 'too-long').default('');
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
const ticked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');
const wholeNumber = (least: number, most: number) =>
  z
    .string('required')
    .trim()
    .regex(/^\d{1,9}$/, 'whole-number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, 'out-of-range');

const mailbox = z.object({
  intent: z.enum(['save', 'test']),
  id: z.union([z.literal('').transform(() => null), id]),
  version: z.string().max(40),
  name: text(100).refine((value) => value !== '', 'required'),
  kind: z.enum(['imap', 'maildir'], 'invalid'),
  role: z.enum(mailboxRoles, 'invalid').default('complaints'),
  host: text(253).transform((value) => value.toLowerCase()),
  port: wholeNumber(1, 65_535).default(993),
  security: z.enum(['tls', 'starttls', 'none'], 'invalid').default('tls'),
  caPem: text(100_000),
  username: text(320),
  // Not trimmed: a password may begin with a space.
  password: z.string().max(1_000, 'too-long').default(''),
  path: text(1_000),
  folder: text(200).transform((value) => value || 'INBOX'),
  processedFolder: text(200).refine((value) => value !== '', 'required'),
  quarantineFolder: text(200).refine((value) => value !== '', 'required'),
  pollSeconds: wholeNumber(POLL_SECONDS_MIN, POLL_SECONDS_MAX),
  idle: ticked,
});

export type MailboxAnswer = { savedId: number } | { steps: TestStep[] };

/** One form, two buttons: try the settings, or save them. */
export async function mailboxAction(
  _: FormState<MailboxAnswer>,
  form: FormData,
): Promise<FormState<MailboxAnswer>> {
  return runAction(
    {
      ...base,
      // Trying settings changes nothing.
      factor: ({ intent }) => (intent === 'save' ? 'required' : undefined),
      schema: mailbox,
      perform: async (
        { intent, id: mailboxId, version, ...settings },
        admin,
      ): Promise<Outcome<MailboxAnswer>> => {
        if (intent === 'test') {
          const tested = await testMailbox({ id: mailboxId, settings });
          return tested.ok ? done({ steps: tested.data }) : tested;
        }
        const saved = await saveMailbox({ id: mailboxId, version: version || null, settings }, admin);
        return saved.ok ? done({ savedId: saved.data.id }) : saved;
      },
    },
    form,
  );
}

const pausing = z.object({ id, paused: z.enum(['yes', 'no']).transform((value) => value === 'yes') });

export async function pauseMailboxAction(_: FormState<{ paused: boolean }>, form: FormData) {
  return runAction({ ...base, factor: 'required', schema: pausing, perform: pauseMailbox }, form);
}

export async function removeMailboxAction(_: FormState<{ name: string }>, form: FormData) {
  return runAction(
    {
      ...base,
      factor: 'required',
      schema: z.object({ id }),
      leadTo: '/mailboxes',
      perform: (input, admin) => removeMailbox(input.id, admin),
    },
    form,
  );
}
