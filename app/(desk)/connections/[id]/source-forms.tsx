'use client';
// Taking what the preview shows, and removing a source after a question.

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { ActionForm, FormError, SubmitButton, useToast } from '@/app/components/ui';
import type { ConnectionReading } from '@/lib/desk/read-connections';
import { RemovalForm } from '../../removal-form';
import { readConnectionsAction, removeConnectionsAction } from '../actions';

export function ReadForm({ id, isAgain }: { id: number; isAgain: boolean }) {
  const t = useTranslations('connections');
  const toast = useToast();
  const onDone = useCallback(
    ({ rows, badRows, reread }: ConnectionReading) => toast(t('read.done', { rows, badRows, reread })),
    [t, toast],
  );
  return (
    <ActionForm
      action={readConnectionsAction}
      label={t('read.label')}
      onDone={onDone}
      className="mt-3 flex flex-col gap-2"
    >
      <input type="hidden" name="id" value={id} />
      <FormError />
      <div>
        <SubmitButton>{t(isAgain ? 'read.again' : 'read.first')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

export function RemoveForm({ id, name }: { id: number; name: string }) {
  const t = useTranslations('connections.remove');
  return (
    <RemovalForm
      action={removeConnectionsAction}
      id={id}
      submit={t('submit')}
      question={t('question', { name })}
      confirm={t('confirm')}
    >
      {t('text')}
    </RemovalForm>
  );
}
