// What the last reading came to, why one failed, and the button that asks for the next.

import { useFormatter, useTranslations } from 'next-intl';
import { ActionForm, Alert, FormError, RelativeTime, Section, SubmitButton } from '@/app/components/ui';
import type { DirectoryDetail } from '@/lib/directory/queries';
import { FactList } from '../../cases/fact-list';
import { readDirectoryAction } from '../actions';
import { FaultText } from '../fault-text';
import { StateBadge } from '../state-badge';
import { AwaitReading } from './await-reading';

export function ReadingPanel({ source }: { source: DirectoryDetail }) {
  const t = useTranslations('directory');
  const common = useTranslations('common');
  const format = useFormatter();
  const { id, state, error, lastReadAt } = source;
  const isAwaited = state === 'requested' || state === 'reading';
  const count = (value: number) => format.number(value);
  return (
    <div className="mb-6 max-w-2xl">
      <Section title={t('reading')}>
        {error === null || isAwaited ? null : (
          <div className="mb-3">
            <Alert tone={state === 'refused' ? 'warn' : 'danger'}>
              <FaultText code={error.code} detail={error.detail} />
              {state === 'refused' ? <AcceptForm id={id} /> : null}
            </Alert>
          </div>
        )}
        <FactList
          facts={[
            [t('state'), <StateBadge key="s" state={state} />],
            [
              t('lastRead'),
              lastReadAt === null ? common('never') : <RelativeTime key="r" date={lastReadAt} />,
            ],
            [t('customers'), count(source.customers)],
            [t('accounts'), count(source.accounts)],
            [t('aliases'), count(source.aliases)],
            [t('domains'), count(source.domains)],
          ]}
        />
        <ActionForm
          action={readDirectoryAction}
          label={t('readNow')}
          doneText={t('readRequested')}
          className="mt-3 flex flex-wrap items-center gap-3"
        >
          <input type="hidden" name="id" value={id} />
          <FormError />
          <SubmitButton look={lastReadAt === null ? 'primary' : 'plain'}>{t('readNow')}</SubmitButton>
          {isAwaited ? <AwaitReading /> : null}
        </ActionForm>
      </Section>
    </div>
  );
}

function AcceptForm({ id }: { id: number }) {
  const t = useTranslations('directory');
  return (
    <ActionForm
      action={readDirectoryAction}
      label={t('accept')}
      doneText={t('readRequested')}
      className="mt-2 flex flex-col gap-2"
    >
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="acceptShrunk" value="yes" />
      <FormError />
      <div>
        <SubmitButton look="danger">{t('accept')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
