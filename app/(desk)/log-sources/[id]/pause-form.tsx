'use client';
// Pausing and resuming a followed log.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, Section, SubmitButton } from '@/app/components/ui';
import { pauseLogSourceAction } from '../actions';

export function PauseForm({ id, paused }: { id: number; paused: boolean }) {
  const t = useTranslations('logSources.pause');
  return (
    <div className="mt-8 max-w-2xl">
      <Section title={t('title')} text={paused ? t('paused') : t('text')}>
        <ActionForm
          action={pauseLogSourceAction}
          label={t('title')}
          doneText={paused ? t('resumed') : t('done')}
          className="mt-2 flex flex-col gap-2"
        >
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="paused" value={paused ? 'no' : 'yes'} />
          <FormError />
          <div>
            <SubmitButton look="plain">{paused ? t('resume') : t('submit')}</SubmitButton>
          </div>
        </ActionForm>
      </Section>
    </div>
  );
}
