// The keyboard of a case.

import { useTranslations } from 'next-intl';
import { KeyHelp } from '../../key-help';

export function CaseKeys({ isOn }: { isOn: boolean }) {
  const t = useTranslations('playbooks.keys');
  const keys = [
    ['p', t('playbook')],
    ['?', t('help')],
  ] as const;
  const note = isOn ? t('offHint') : t('off');
  const texts = { title: t('title'), open: t('open'), note, settings: t('settings') };
  return <KeyHelp isOn={isOn} keys={keys} texts={texts} />;
}
