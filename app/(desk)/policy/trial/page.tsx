// The trial: what the desk would have done, and how often people decided so.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { EmptyState, PageHeader, Section } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { openDraft } from '@/lib/policies/draft-queries';
import { latestTrial, trialDisagreements, trialFigures } from '@/lib/policies/trial-queries';
import type { ShadowTrial } from '@/lib/policies/types';
import { endTrialAction } from '../actions';
import { PolicyAction } from '../policy-action';
import { PolicyTabs } from '../policy-tabs';
import { AgreementTable } from './agreement-table';
import { DisagreementTable } from './disagreement-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('trial.title') };
}

export default async function TrialPage() {
  const user = await requireUser();
  const [t, draft, trial] = await Promise.all([getTranslations('policy'), openDraft(), latestTrial()]);
  return (
    <>
      <PageHeader title={t('trial.title')} text={t('trial.text')} />
      <PolicyTabs current="trial" hasDraft={draft !== null} trial={trial} now={new Date()} />
      {trial === null ? (
        <EmptyState title={t('trial.none')} text={t('trial.noneText')} />
      ) : (
        <Figures trial={trial} />
      )}
      {trial !== null && trial.endedAt === null && user.role === 'admin' ? (
        <EndTrial trialId={trial.id} />
      ) : null}
    </>
  );
}

async function Figures({ trial }: { trial: ShadowTrial }) {
  const [t, figures, disagreements] = await Promise.all([
    getTranslations('policy.trial'),
    trialFigures(trial.id),
    trialDisagreements(trial.id),
  ]);
  return (
    <>
      {trial.endedAt === null ? null : (
        <p className="mb-4">
          {t('ended', { version: trial.policyId, end: trial.endedAt })}{' '}
          {trial.endedBy === null ? null : t('endedBy', { name: trial.endedBy })}
        </p>
      )}
      {figures.length === 0 ? (
        <div className="mb-8">
          <EmptyState title={t('noProposals')} text={t('noProposalsText')} />
        </div>
      ) : (
        <Section title={t('figures')} text={t('rateHint')}>
          <AgreementTable figures={figures} />
        </Section>
      )}
      {disagreements.length === 0 ? null : (
        <Section title={t('disagreements')}>
          <DisagreementTable rows={disagreements} />
        </Section>
      )}
    </>
  );
}

async function EndTrial({ trialId }: { trialId: number }) {
  const t = await getTranslations('policy.trial');
  return (
    <Section title={t('end')} text={t('endText')}>
      <ClientMessages namespaces={['policy']}>
        <PolicyAction
          action={endTrialAction}
          values={{ trialId }}
          text={t('end')}
          doneText={t('endDone')}
          look="danger"
        />
      </ClientMessages>
    </Section>
  );
}
