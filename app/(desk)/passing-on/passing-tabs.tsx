// The three views of what leaves the desk outside cases.

import { useTranslations } from 'next-intl';
import { Tabs } from '@/app/components/ui';

export function PassingTabs({ current }: { current: 'recipients' | 'passed' | 'outgoing' }) {
  const t = useTranslations('passingOn');
  return (
    <Tabs
      label={t('tabs')}
      current={current}
      tabs={[
        { key: 'recipients', href: '/passing-on', label: t('recipients') },
        { key: 'passed', href: '/passing-on/passed', label: t('passed') },
        { key: 'outgoing', href: '/passing-on/sent', label: t('outgoing') },
      ]}
    />
  );
}
