// Which playbook is shown: each is an address. One that is only for higher stages says so.

import { useTranslations } from 'next-intl';
import { Tabs } from '@/app/components/ui';
import type { StageCode } from '@/lib/scoring/stages';

interface PlaybookChooserProps {
  number: string;
  current: string;
  /** `fromStage`: offered only from there on, and the account is below. */
  offered: { key: string; name: string; fromStage: StageCode | null }[];
}

export function PlaybookChooser({ number, current, offered }: PlaybookChooserProps) {
  const t = useTranslations('playbooks');
  const stages = useTranslations('stages');
  const tabs = offered
    .filter(({ fromStage }) => fromStage === null)
    .map(({ key, name }) => ({ key, label: name, href: `/cases/${number}/playbook?playbook=${key}` }));
  const later = offered.flatMap(({ name, fromStage }) =>
    fromStage === null ? [] : [`${name} (${t('plan.misfitStage', { stage: stages(fromStage) })})`],
  );
  return (
    <>
      {tabs.length === 0 ? null : <Tabs label={t('plan.choose')} tabs={tabs} current={current} />}
      {later.length === 0 ? null : <p className="mb-3 text-muted">{later.join(' · ')}</p>}
    </>
  );
}
