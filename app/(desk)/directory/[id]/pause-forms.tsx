'use client';
// Pausing, resuming and, after a question, removing a directory.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, Section, SubmitButton } from '@/app/components/ui';
import { RemovalForm } from '../../removal-form';
import { pauseDirectoryAction, removeDirectoryAction } from '../actions';

export function PauseForms({ id, name, paused }: { id: number; name: string; paused: boolean }) {
  const t = useTranslations('directory');
  return (
    <div className="mt-8 max-w-2xl">
      <Section title={t('pause.title')} text={paused ? t('pause.paused') : t('pause.text')}>
        <ActionForm
          action={pauseDirectoryAction}
          label={t('pause.title')}
          doneText={paused ? t('pause.resumed') : t('pause.done')}
          className="mt-2 flex flex-col gap-2"
        >
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="paused" value={paused ? 'no' : 'yes'} />
          <FormError />
          <div>
            <SubmitButton look="plain">{paused ? t('pause.resume') : t('pause.submit')}</SubmitButton>
          </div>
        </ActionForm>
      </Section>
      <Section title={t('removing.title')} text={t('removing.text')}>
        <RemovalForm
          action={removeDirectoryAction}
          id={id}
          submit={t('removing.submit')}
          question={t('removing.question', { name })}
          confirm={t('removing.confirm')}
        >
          {t('removing.text')}
        </RemovalForm>
      </Section>
    </div>
  );
}
