// The keyboard of a case: the button that explains it, and the client part that listens.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Kbd } from '@/app/components/ui';
import { KeyListener } from '../../key-listener';

const keys = [
  ['p', 'playbook'],
  ['?', 'help'],
] as const;

export function CaseKeys({ isOn }: { isOn: boolean }) {
  const t = useTranslations('playbooks.keys');
  return (
    <KeyListener isOn={isOn} title={t('title')} openLabel={t('open')}>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
        {keys.map(([key, text]) => (
          <div key={key} className="contents">
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted">
        {isOn ? t('offHint') : t('off')} <Link href="/me">{t('settings')}</Link>
      </p>
    </KeyListener>
  );
}
