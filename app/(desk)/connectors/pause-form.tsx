'use client';
// Pauses a connector or lets it act again.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton } from '@/app/components/ui';
import { pauseAction } from './actions';

export function PauseForm({ id, active }: { id: number; active: boolean }) {
  const t = useTranslations('connectors');
  return (
    <ActionForm
      action={pauseAction}
      doneText={t(active ? 'paused' : 'resumed')}
      label={t(active ? 'pause' : 'resume')}
      className="mt-6 flex max-w-2xl flex-col gap-2 border-t border-line pt-4"
    >
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="paused" value={String(active)} readOnly />
      <p className="text-muted">{t(active ? 'pauseText' : 'resumeText')}</p>
      <FormError />
      <div>
        <SubmitButton look="plain">{t(active ? 'pause' : 'resume')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
