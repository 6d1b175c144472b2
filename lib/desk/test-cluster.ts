// Use case: an administrator tries a log cluster before or after saving it: reach it, sign in, read how far each host's
// log goes, and join the latest mails by the mapping. Nothing is stored. In the sample provider nothing leaves the machine.

import { prisma } from '@/lib/db/prisma';
import { env } from '@/lib/env';
import { findCluster } from '@/lib/log-sources/cluster-queries';
import type { MailTransaction } from '@/lib/maillog/types';
import {
  checkClusterForm,
  readSettings,
  type ClusterForm,
} from '@/lib/maillog-lookup/opensearch/cluster-form';
import { clusterClient } from '@/lib/maillog-lookup/opensearch/http-client';
import { latestMails } from '@/lib/maillog-lookup/opensearch/latest-mails';
import { ClusterLookup } from '@/lib/maillog-lookup/opensearch/lookup';
import type { ClusterAccess } from '@/lib/maillog-lookup/opensearch/types';
import { LogUnavailable, type ClusterFault } from '@/lib/maillog-lookup/unavailable';
import { logSourceSecretPlace, SealError, unseal } from '@/lib/secrets/seal';
import { done, refused, refusedField, type Outcome } from './outcome';
import { keepsClusterSecret } from './save-cluster';
import type { UnderstoodMail } from './test-log-source';

/** One step, in order; the first that fails is the last. */
export interface ClusterStep {
  step: 'answer' | 'hosts' | 'mails';
  ok: boolean;
  /** Of a failed step: a fault, `no-hosts` or `no-mails`. */
  advice: ClusterFault | 'no-hosts' | 'no-mails' | null;
  /** The cluster's own words, or what was found. */
  detail: string;
}

export interface ClusterTest {
  steps: ClusterStep[];
  /** The latest, as they would be understood. */
  mails: UnderstoodMail[];
}

/** Expected errors: `fields`, `sample-provider`; field `secret`: `password-unreadable` (SECRET_KEY was changed). */
export async function testCluster({
  id,
  form,
}: {
  id: number | null;
  form: ClusterForm;
}): Promise<Outcome<ClusterTest>> {
  const before = id === null ? null : await findCluster(id);
  const isKept = keepsClusterSecret(readSettings(before?.settings), before?.hasSecret ?? false, form);
  const checked = checkClusterForm(form, isKept);
  if (!checked.ok) return refused('fields', { fields: checked.fields });
  if (env().SAMPLE_PROVIDER) return refused('sample-provider');
  let { secret } = form;
  if (secret === '' && isKept && id !== null) {
    const row = await prisma().logSource.findUnique({ where: { id } });
    try {
      secret = row?.secretSealed ? unseal(row.secretSealed, logSourceSecretPlace(id)) : '';
    } catch (error) {
      if (error instanceof SealError) return refusedField('secret', 'password-unreadable');
      throw error;
    }
  }
  return done(await runSteps({ ...checked.settings, secret }));
}

async function runSteps(access: ClusterAccess): Promise<ClusterTest> {
  const client = clusterClient(access);
  const steps: ClusterStep[] = [];
  try {
    const coverage = await new ClusterLookup(client, access).coverage();
    steps.push({ step: 'answer', ok: true, advice: null, detail: access.index });
    const names = coverage.slice(0, 10).map(({ host, to }) => `${host} (${new Date(to).toISOString()})`);
    if (coverage.length === 0) {
      steps.push({ step: 'hosts', ok: false, advice: 'no-hosts', detail: access.fields.host });
      return { steps, mails: [] };
    }
    steps.push({ step: 'hosts', ok: true, advice: null, detail: names.join(', ') });
    const mails = await latestMails(client, access, Math.max(...coverage.map(({ to }) => to)));
    const isRead = mails.some(({ messageId }) => messageId !== null);
    steps.push({
      step: 'mails',
      ok: isRead,
      advice: isRead ? null : 'no-mails',
      detail: String(mails.length),
    });
    return { steps, mails: mails.map(understood) };
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error;
    const step = (['answer', 'hosts', 'mails'] as const)[steps.length] ?? 'mails';
    steps.push({ step, ok: false, advice: error.code, detail: error.detail });
    return { steps, mails: [] };
  } finally {
    client.close();
  }
}

function understood({ lastAt, host, queueId, origin, saslUser, fate }: MailTransaction): UnderstoodMail {
  return { at: new Date(lastAt).toISOString(), host, queueId, origin, saslUser, fate };
}
