// The name and value of one line of the policy. Lines of a list carry their position.

import { useFormatter, useTranslations } from 'next-intl';
import { lookUp } from '@/lib/i18n/look-up';
import { labelKey } from '@/lib/policies/policy-fields';

export function PolicyLineName({ path }: { path: string }) {
  const t = useTranslations('policy');
  const position = /\.(\d+)\./.exec(path)?.[1];
  const name = lookUp(t, `lines.${labelKey(path)}`) ?? path;
  return position === undefined ? name : `${t('step', { step: Number(position) + 1 })}: ${name}`;
}

export function PolicyValue({ path, value }: { path: string; value: string | number }) {
  const t = useTranslations('policy');
  const stages = useTranslations('stages');
  const format = useFormatter();
  if (typeof value === 'number') return format.number(value, 'factor');
  return (path.endsWith('Stage') ? lookUp(stages, value) : lookUp(t, `modes.${value}`)) ?? value;
}
