'use client';
// Pausing, resuming and, while no mail came through it, removing a mailbox.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, Section, SubmitButton } from '@/app/components/ui';
import { pauseMailboxAction, removeMailboxAction } from '../actions';

export function PauseForm({ id, paused, removable }: { id: number; paused: boolean; removable: boolean }) {
  const t = useTranslations('mailboxes');
  return (
    <div className="mt-8 max-w-2xl">
      <Section title={t('pause.title')} text={paused ? t('pause.paused') : t('pause.text')}>
        <ActionForm
          action={pauseMailboxAction}
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
      {removable ? (
        <Section title={t('removing.title')} text={t('removing.text')}>
          <ActionForm
            action={removeMailboxAction}
            label={t('removing.title')}
            className="mt-2 flex flex-col gap-2"
          >
            <input type="hidden" name="id" value={id} />
            <FormError />
            <div>
              <SubmitButton look="danger">{t('removing.submit')}</SubmitButton>
            </div>
          </ActionForm>
        </Section>
      ) : null}
    </div>
  );
}
