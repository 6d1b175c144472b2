// The places of the policy, and above them what runs: the trial, and a draft that waits.

import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Alert, Tabs } from '@/app/components/ui';
import type { ShadowTrial } from '@/lib/policies/types';

export type PolicyPlace = 'numbers' | 'draft' | 'trial' | 'bulk';

const PLACES: Record<PolicyPlace, string> = {
  numbers: '/policy',
  draft: '/policy/draft',
  trial: '/policy/trial',
  bulk: '/policy/bulk-senders',
};

const dayMs = 86_400_000;

export async function PolicyTabs({
  current,
  hasDraft,
  trial,
  now,
}: {
  current: PolicyPlace;
  hasDraft: boolean;
  trial: ShadowTrial | null;
  now: Date;
}) {
  const t = await getTranslations('policy');
  const tabs = (Object.keys(PLACES) as PolicyPlace[]).map((key) => ({
    key,
    href: PLACES[key],
    label: t(`tabs.${key}`),
    ...(key === 'draft' && hasDraft ? { count: '1' } : {}),
  }));
  return (
    <>
      <Tabs label={t('tabsLabel')} tabs={tabs} current={current} />
      {trial !== null && trial.endedAt === null ? (
        <div className="mb-4">
          <Alert title={<TrialTitle trial={trial} now={now} />}>
            {t('trial.bannerText')}{' '}
            {current === 'trial' ? null : (
              <Link href="/policy/trial" className="underline">
                {t('trial.look')}
              </Link>
            )}
          </Alert>
        </div>
      ) : null}
    </>
  );
}

async function TrialTitle({ trial, now }: { trial: ShadowTrial; now: Date }) {
  const t = await getTranslations('policy.trial');
  const { startedAt, days, policyId: version } = trial;
  const left = Math.ceil(days - (now.getTime() - startedAt.getTime()) / dayMs);
  if (left < 0) return t('bannerOver', { version, days });
  return t('bannerRunning', { start: startedAt, version, days: left });
}
