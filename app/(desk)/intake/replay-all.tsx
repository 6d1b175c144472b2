// Reads all mail of a filter again, after saying how many that is. Where there is none it is hidden, not gone: the form
// that has just emptied the list still says that it did.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton } from '@/app/components/ui';
import { mailCountCap } from '@/lib/intake/queries';
import { replayFilterAction } from './actions';

interface ReplayAllProps {
  state: 'not_recognised' | 'quarantined';
  mailbox: number | null;
  count: number;
}

export function ReplayAll({ state, mailbox, count }: ReplayAllProps) {
  const t = useTranslations('intake.replay');
  return (
    <details className="relative mb-3 ml-auto" hidden={count === 0}>
      <summary className="inline-block rounded border border-control bg-raised px-3 py-1.5 font-medium">
        {count > mailCountCap ? t('many', { count: mailCountCap }) : t('all', { count })}
      </summary>
      <div className="z-10 mt-1 max-w-96 rounded border border-line bg-raised p-3 sm:absolute sm:right-0 sm:w-96">
        <ActionForm
          action={replayFilterAction}
          doneText={t('done')}
          resetWhenDone
          label={t('title')}
          className="flex flex-col gap-2"
        >
          <input type="hidden" name="state" value={state} readOnly />
          {mailbox === null ? null : <input type="hidden" name="mailbox" value={mailbox} readOnly />}
          <p>{t('text')}</p>
          <FormError />
          <div>
            <SubmitButton>{t('confirm')}</SubmitButton>
          </div>
        </ActionForm>
      </div>
    </details>
  );
}
