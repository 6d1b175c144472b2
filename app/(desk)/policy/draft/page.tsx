// The draft: what it changes, what a replay says of it, and the way into force.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { EmptyState, LinkButton, PageHeader, Section, ShortTime } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { openDraft, replaysOf } from '@/lib/policies/draft-queries';
import { listPolicies } from '@/lib/policies/queries';
import { latestTrial } from '@/lib/policies/trial-queries';
import { replayCovers, replayHoldsHours, type PolicyDraft, type PolicyReplay } from '@/lib/policies/types';
import type { Policy } from '@/lib/scoring/policy';
import { discardDraftAction, enactPolicyAction } from '../actions';
import { PolicyAction } from '../policy-action';
import { PolicyTabs } from '../policy-tabs';
import { ChangeTable } from './change-table';
import { ReplaySection } from './replay-section';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('draft.title') };
}

export default async function DraftPage() {
  const user = await requireUser();
  const [t, draft, trial, [inForce]] = await Promise.all([
    getTranslations('policy'),
    openDraft(),
    latestTrial(),
    listPolicies(),
  ]);
  const isAdmin = user.role === 'admin';
  const now = new Date();
  const edit = isAdmin ? (
    <LinkButton look={draft === null ? 'primary' : 'plain'} href="/policy/edit">
      {draft === null ? t('succeed') : t('draft.edit')}
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader title={t('draft.title')} actions={draft === null ? null : edit} />
      <PolicyTabs current="draft" hasDraft={draft !== null} trial={trial} now={now} />
      {draft === null || inForce === undefined ? (
        <EmptyState title={t('draft.none')} text={t('draft.noneText')} action={edit} />
      ) : (
        <Draft draft={draft} inForce={inForce.policy} canAct={isAdmin} now={now} />
      )}
    </>
  );
}

interface DraftProps {
  draft: PolicyDraft;
  inForce: Policy;
  canAct: boolean;
  now: Date;
}

async function Draft({ draft, inForce, canAct, now }: DraftProps) {
  const [t, replays] = await Promise.all([getTranslations('policy'), replaysOf(draft.id)]);
  return (
    <>
      <p className="text-muted">
        {t('draft.text', { version: draft.baseId, name: draft.updatedBy ?? '–' })} ·{' '}
        <ShortTime date={draft.updatedAt} />
      </p>
      <p className="mb-4 max-w-3xl break-words">{draft.note}</p>
      <Section title={t('draft.changes')}>
        <ChangeTable before={inForce} after={draft.policy} />
      </Section>
      <ReplaySection draft={draft} replays={replays} canAct={canAct} now={now} />
      {canAct ? <WayIntoForce draft={draft} replays={replays} now={now} /> : null}
    </>
  );
}

async function WayIntoForce({
  draft,
  replays,
  now,
}: {
  draft: PolicyDraft;
  replays: PolicyReplay[];
  now: Date;
}) {
  const t = await getTranslations('policy');
  const isCovered = replays.some((replay) => replayCovers(replay, draft, now));
  const values = { version: draft.version };
  return (
    <Section title={t('enact.title')} text={t('enact.text')}>
      <ClientMessages namespaces={['policy']}>
        <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
          {isCovered ? (
            <PolicyAction
              key={`enact ${draft.version}`}
              action={enactPolicyAction}
              values={values}
              text={t('enact.submit')}
              look="primary"
            />
          ) : (
            <p className="w-full max-w-[75ch] font-medium">
              {t('enact.notReady', { hours: replayHoldsHours })}
            </p>
          )}
          <PolicyAction
            key={`discard ${draft.version}`}
            action={discardDraftAction}
            values={values}
            text={t('draft.discard')}
            look="danger"
          />
        </div>
      </ClientMessages>
    </Section>
  );
}
