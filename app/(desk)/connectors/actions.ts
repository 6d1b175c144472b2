'use server';
// Actions of the connectors; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { measureKinds, type ConnectorTestStep } from '@/lib/containment/types';
import { goOnConnector } from '@/lib/desk/go-on-connector';
import { done, type Outcome } from '@/lib/desk/outcome';
import { pauseConnector } from '@/lib/desk/pause-connector';
import { saveConnector } from '@/lib/desk/save-connector';
import { testConnector } from '@/lib/desk/test-connector';

const namespace = 'connectors';
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
const measure = z.enum(measureKinds, 'invalid');

/** What a connector of any kind has; the fields of its kind follow under their own names. */
const connector = z
  .looseObject({
    intent: z.enum(['save', 'test']),
    id: z.union([z.literal('').transform(() => null), id]),
    version: z.string().max(64),
    kind: z.string().max(40),
    name: z.string().trim().max(200, 'too-long').default(''),
    measures: z.union([measure.transform((one) => [one]), z.array(measure)]).default([]),
    canaryLogin: z.string().trim().max(320, 'too-long').default(''),
  })
  .transform(({ intent, id: known, version, kind, name, measures, canaryLogin, ...rest }) => ({
    intent,
    input: { id: known, version: version || null, kind, name, measures, canaryLogin, values: fieldsIn(rest) },
  }));

function fieldsIn(rest: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(rest).filter((one): one is [string, string] => typeof one[1] === 'string');
  return Object.fromEntries(texts.map(([name, value]) => [name, value.slice(0, 100_000)]));
}

export type ConnectorAnswer = { savedId: number } | { tested: ConnectorTestStep[] };

/** One form, two buttons: try the settings, or save them. */
export async function connectorAction(
  _: FormState<ConnectorAnswer>,
  form: FormData,
): Promise<FormState<ConnectorAnswer>> {
  return runAction(
    {
      namespace,
      role: 'admin',
      // Trying settings changes nothing.
      factor: ({ intent }) => (intent === 'save' ? 'required' : undefined),
      schema: connector,
      perform: async ({ intent, input }, admin): Promise<Outcome<ConnectorAnswer>> => {
        if (intent === 'test') {
          const tested = await testConnector(input);
          return tested.ok ? done({ tested: tested.data }) : tested;
        }
        const saved = await saveConnector(input, admin);
        return saved.ok ? done({ savedId: saved.data.id }) : saved;
      },
    },
    form,
  );
}

export async function pauseAction(_: FormState<{ paused: boolean }>, form: FormData) {
  const schema = z.object({ id, paused: z.enum(['true', 'false']).transform((word) => word === 'true') });
  return runAction({ namespace, role: 'admin', factor: 'required', schema, perform: pauseConnector }, form);
}

export async function goOnAction(_: FormState<null>, form: FormData) {
  return runAction(
    { namespace, role: 'admin', factor: 'required', schema: z.object({ id }), perform: goOnConnector },
    form,
  );
}
