// Ends a task, with a remark where there is something to say.

import { useTranslations } from 'next-intl';
import { FormError, LeavingForm, SubmitButton, TextField } from '@/app/components/ui';
import type { TaskKind } from '@/lib/tasks/types';
import { finishTaskAction } from './actions';

export function FinishForm({ id, kind }: { id: number; kind: TaskKind }) {
  const t = useTranslations('tasks');
  const label = t('finishOf', { kind: t(`kinds.${kind}`) });
  return (
    <details className="w-full sm:w-auto">
      <summary
        aria-label={label}
        className="inline-block rounded border border-control bg-raised px-3 py-1 font-medium"
      >
        {t('finish')}
      </summary>
      <LeavingForm
        action={finishTaskAction}
        label={label}
        className="mt-2 flex max-w-lg flex-col gap-2 sm:min-w-96"
      >
        <input type="hidden" name="id" value={id} readOnly />
        <input type="hidden" name="kind" value={kind} readOnly />
        <TextField name="note" label={t('note')} hint={t('noteHint')} maxLength={500} optional />
        <FormError />
        <div>
          <SubmitButton>{t('finishSubmit')}</SubmitButton>
        </div>
      </LeavingForm>
    </details>
  );
}
