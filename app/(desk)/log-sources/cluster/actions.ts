'use server';
// Actions of the form of a log cluster; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { done, type Outcome } from '@/lib/desk/outcome';
import { saveCluster } from '@/lib/desk/save-cluster';
import { testCluster, type ClusterTest } from '@/lib/desk/test-cluster';
import { clusterAuths, clusterShapes } from '@/lib/maillog-lookup/opensearch/words';

const text = (max: number) => z.string().trim().max(max, 'too-long').default('');
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');

const cluster = z.object({
  intent: z.enum(['save', 'test']),
  id: z.union([z.literal('').transform(() => null), id]),
  version: z.string().max(40),
  name: text(200),
  url: text(1_000),
  index: text(300),
  shape: z.enum(clusterShapes, 'invalid'),
  auth: z.enum(clusterAuths, 'invalid'),
  username: text(300),
  secret: z.string().max(4_000, 'too-long').default(''),
  caPem: text(100_000),
  fieldLines: text(10_000),
});

export type ClusterAnswer = { savedId: number } | { tested: ClusterTest };

/** One form, two buttons: try the settings, or save them. */
export async function clusterAction(
  _: FormState<ClusterAnswer>,
  form: FormData,
): Promise<FormState<ClusterAnswer>> {
  return runAction(
    {
      namespace: 'logCluster',
      role: 'admin',
      schema: cluster,
      perform: async (
        { intent, id: sourceId, version, ...values },
        admin,
      ): Promise<Outcome<ClusterAnswer>> => {
        if (intent === 'test') {
          const tested = await testCluster({ id: sourceId, form: values });
          return tested.ok ? done({ tested: tested.data }) : tested;
        }
        const saved = await saveCluster({ id: sourceId, version: version || null, form: values }, admin);
        return saved.ok ? done({ savedId: saved.data.id }) : saved;
      },
    },
    form,
  );
}
