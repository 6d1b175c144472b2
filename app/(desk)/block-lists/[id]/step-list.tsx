'use client';
// The checklist of a listing: each step with who ticked it when, and its button.

import { useFormatter, useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton } from '@/app/components/ui';
import type { ListingStep } from '@/lib/block-lists/types';
import { tickListingStepAction } from '../actions';

export function StepList({ id, steps }: { id: number; steps: ListingStep[] }) {
  const t = useTranslations('blockLists');
  return (
    <ol aria-label={t('checklist')} className="max-w-3xl rounded border border-line">
      {steps.map((step, place) => (
        <Step key={place} id={id} place={place} step={step} />
      ))}
    </ol>
  );
}

function Step({ id, place, step }: { id: number; place: number; step: ListingStep }) {
  const t = useTranslations('blockLists');
  const format = useFormatter();
  const isDone = step.doneAt !== null;
  const text = 'key' in step ? t(`stepTexts.${step.key}`) : step.text;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0">
      <span aria-hidden="true" className={isDone ? 'text-ok' : 'text-muted'}>
        {isDone ? '☑' : '☐'}
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <p className={isDone ? 'text-muted' : undefined}>{text}</p>
        <p className="text-[0.8125rem] text-muted">
          {step.doneAt === null
            ? t('stepOpen')
            : t('stepDone', {
                name: step.doneBy ?? '–',
                at: format.dateTime(new Date(step.doneAt), 'short'),
              })}
        </p>
      </div>
      <ActionForm action={tickListingStepAction} className="flex flex-col gap-1">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="step" value={place} />
        <input type="hidden" name="isDone" value={isDone ? 'no' : 'yes'} />
        <FormError />
        <SubmitButton look={isDone ? 'quiet' : 'plain'} label={t(isDone ? 'untickOf' : 'tickOf', { text })}>
          {t(isDone ? 'untick' : 'tick')}
        </SubmitButton>
      </ActionForm>
    </li>
  );
}
