// The keyboard of the mails to check.

import { useTranslations } from 'next-intl';
import { KeyHelp } from '../key-help';

export function CandidateKeys({ isOn }: { isOn: boolean }) {
  const t = useTranslations('intake.keys');
  const keys = [
    ['j', t('next')],
    ['k', t('previous')],
    ['Enter', t('enter')],
    ['c', t('complaint')],
    ['a', t('account')],
    ['n', t('noComplaint')],
    ['?', t('help')],
  ] as const;
  const note = isOn ? t('offHint') : t('off');
  const texts = { title: t('title'), open: t('open'), note, settings: t('settings') };
  return <KeyHelp isOn={isOn} keys={keys} texts={texts} />;
}
