// The one way of a server action: session → role → zod → second factor where asked for → one use case → revalidate → `{data}` or `{error}`.
// Expected errors come back as text in the user's language; unexpected ones are logged under a reference and the
// reference is shown, so that the form keeps its draft.

import 'server-only';
import { randomUUID } from 'node:crypto';
import { refresh } from 'next/cache';
import { redirect, unstable_rethrow } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { z } from 'zod';
import { currentUser } from '@/lib/auth/current-user';
import { neededFactor } from '@/lib/desk/needed-factor';
import type { Outcome } from '@/lib/desk/outcome';
import { lookUp } from '@/lib/i18n/look-up';
import type { Namespace } from '@/lib/i18n/messages';
import { log } from '@/lib/log';
import { reaches } from '@/lib/users/rules';
import type { FactorNeed } from '@/lib/users/second-factor-rules';
import type { Role, SignedInUser } from '@/lib/users/types';
import type { FormState } from './form-state';

type FactorRule = 'required' | 'if-set-up';

interface ActionPlan<S extends z.ZodType, T> {
  /** Whose key `errors` is looked in first for the text of a code; then `errors` of the whole desk. */
  namespace: Namespace;
  /** The least role; default agent. `support`: everybody who is signed in. */
  role?: Role;
  /**
   * Asks for a second factor that was shown within SECOND_FACTOR_MINUTES: `required` for what reaches customers or
   * gives rights; `if-set-up` where people without one may go on. ActionForm and LeavingForm ask for it in a dialog and
   * send the same form again.
   */
  factor?: FactorRule | ((input: z.output<S>) => FactorRule | undefined);
  /** Its issue messages are error codes. */
  schema: S;
  /** Also serves users who still have to change a one-time password. */
  allowPasswordChange?: boolean;
  /** Where to go after success: for forms whose page is gone by then. */
  leadTo?: string;
  perform: (input: z.output<S>, user: SignedInUser) => Promise<Outcome<T>>;
}

/** Runs one form's action. `form` may hold several values under a name: then the schema sees an array. */
export async function runAction<S extends z.ZodType, T>(
  plan: ActionPlan<S, T>,
  form: FormData,
): Promise<FormState<T>> {
  const user = await currentUser();
  if (user === null || (user.mustChangePassword && !plan.allowPasswordChange))
    return failure(plan, { code: 'signed-out' });
  if (!reaches(user.role, plan.role ?? 'agent')) return failure(plan, { code: 'forbidden' });
  const input = plan.schema.safeParse(valuesOf(form));
  if (!input.success) return failure(plan, { code: 'fields', fields: fieldCodes(input.error) });
  try {
    const need = await requireFreshFactor(
      user,
      typeof plan.factor === 'function' ? plan.factor(input.data) : plan.factor,
    );
    if (need !== null) return await failure(plan, { code: need });
    const outcome = await plan.perform(input.data, user);
    if (!outcome.ok) return await failure(plan, outcome);
    if (plan.leadTo !== undefined) redirect(plan.leadTo);
    refresh();
    return { data: outcome.data };
  } catch (error) {
    unstable_rethrow(error);
    const reference = randomUUID().slice(0, 8);
    log('web').error({ err: error, reference, userId: user.id }, 'action failed');
    return failure(plan, { code: 'unexpected', values: { reference } });
  }
}

/** What keeps the action from going on; null: nothing. */
async function requireFreshFactor(
  user: SignedInUser,
  factor: FactorRule | undefined,
): Promise<FactorNeed | null> {
  if (factor === undefined) return null;
  const need = await neededFactor(user);
  return need === 'second-factor-set-up' && factor === 'if-set-up' ? null : need;
}

interface Failure {
  code: string;
  fields?: Record<string, string>;
  values?: Record<string, string | number>;
}

async function failure(
  plan: { namespace: Namespace },
  { code, fields, values }: Failure,
): Promise<FormState<never>> {
  const [own, common] = await Promise.all([getTranslations(plan.namespace), getTranslations('errors')]);
  const text = (key: string) => lookUp(own, `errors.${key}`, values) ?? lookUp(common, key, values) ?? key;
  const translated =
    fields && Object.fromEntries(Object.entries(fields).map(([name, key]) => [name, text(key)]));
  return { error: { code, message: text(code), ...(translated ? { fields: translated } : {}) } };
}

function valuesOf(form: FormData): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  const values: Record<string, FormDataEntryValue | FormDataEntryValue[]> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue;
    const all = form.getAll(name);
    values[name] = all.length > 1 ? all : (all[0] ?? '');
  }
  return values;
}

function fieldCodes(error: z.ZodError): Record<string, string> {
  const codes: Record<string, string> = {};
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? '');
    codes[name] ??= /^[a-z][a-z-]*$/.test(issue.message) ? issue.message : 'invalid';
  }
  return codes;
}
