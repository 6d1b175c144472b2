'use client';
// Suspending, resuming and ending a subscriber.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton } from '@/app/components/ui';
import type { SubscriberState } from '@/lib/own-loop/types';
import { changeStateAction } from '../actions';

/** What may follow; a pending one becomes active by a proof alone. */
const next: Record<SubscriberState, ('active' | 'suspended' | 'ended')[]> = {
  pending: ['ended'],
  active: ['suspended', 'ended'],
  suspended: ['active', 'ended'],
  ended: ['active'],
};

export function StateForms({ id, state }: { id: number; state: SubscriberState }) {
  const t = useTranslations('ownLoop');
  return (
    <div className="mb-6 flex flex-wrap gap-2">
      {next[state].map((to) => (
        <ActionForm
          key={to}
          action={changeStateAction}
          doneText={t('stateChanged')}
          className="flex flex-col gap-2"
        >
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="state" value={to} />
          <FormError />
          <SubmitButton look={to === 'active' ? 'primary' : 'plain'}>{t(`toState.${to}`)}</SubmitButton>
        </ActionForm>
      ))}
    </div>
  );
}
