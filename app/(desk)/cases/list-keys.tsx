// The keyboard of the list.

import { useTranslations } from 'next-intl';
import { KeyHelp } from '../key-help';

export function ListKeys({ isOn }: { isOn: boolean }) {
  const t = useTranslations('cases.keys');
  const keys = [
    ['j', t('next')],
    ['k', t('previous')],
    ['Enter', t('enter')],
    ['x', t('select')],
    ['/', t('search')],
    ['?', t('help')],
  ] as const;
  const note = isOn ? t('offHint') : t('off');
  const texts = { title: t('title'), open: t('open'), note, settings: t('settings') };
  return <KeyHelp isOn={isOn} keys={keys} texts={texts} />;
}
