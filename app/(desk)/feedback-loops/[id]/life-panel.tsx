// Where a subscription stands in its life, and the steps that may follow.

import { getTranslations } from 'next-intl/server';
import { ActionForm, FormError, Section, SubmitButton, TextAreaField } from '@/app/components/ui';
import { statesAfter } from '@/lib/feedback-loops/life';
import type { LoopHead } from '@/lib/feedback-loops/queries';
import type { LoopState as State } from '@/lib/feedback-loops/types';
import { LoopState } from '../loop-state';
import { moveLoopAction } from './actions';

interface LifePanelProps {
  id: number;
  loop: LoopHead;
  silentSince: Date | null;
  isAdmin: boolean;
}

export async function LifePanel({ id, loop, silentSince, isAdmin }: LifePanelProps) {
  const t = await getTranslations('loops');
  const { state, stateSince } = loop;
  return (
    <Section title={t('state')}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <LoopState loop={{ state, silentSince }} />
        <span className="text-muted">{t('since', { at: stateSince })}</span>
      </p>
      <p className="mt-1 max-w-prose text-muted">{t(`life.${state}`)}</p>
      {isAdmin ? (
        <div className="mt-3 flex flex-wrap items-start gap-3">
          {statesAfter(state).map((to) => (
            <MoveForm key={`${state}-${to}`} id={id} from={state} to={to} />
          ))}
        </div>
      ) : null}
    </Section>
  );
}

async function MoveForm({ id, from, to }: { id: number; from: State; to: State }) {
  const t = await getTranslations('loops');
  const label = t(`moves.${to}`);
  return (
    <details className="max-w-full">
      <summary className="inline-block min-h-8 cursor-pointer rounded border border-control bg-raised px-3 py-1 font-medium">
        {label} …
      </summary>
      <ActionForm
        action={moveLoopAction}
        label={label}
        doneText={t('moved')}
        resetWhenDone
        className="mt-2 flex w-96 max-w-full flex-col gap-2"
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="from" value={from} />
        <input type="hidden" name="to" value={to} />
        <p className="text-muted">{t(`effects.${to}`)}</p>
        <TextAreaField label={t('moveNote')} name="note" rows={2} maxLength={1_000} optional />
        <FormError />
        <div>
          <SubmitButton>{label}</SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}
