'use client';
// Taking what the preview shows, and removing a source.

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { ActionForm, FormError, SubmitButton, useToast } from '@/app/components/ui';
import type { ConnectionReading } from '@/lib/desk/read-connections';
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

export function RemoveForm({ id }: { id: number }) {
  const t = useTranslations('connections.remove');
  return (
    <ActionForm action={removeConnectionsAction} label={t('title')} className="flex flex-col gap-2">
      <input type="hidden" name="id" value={id} />
      <FormError />
      <div>
        <SubmitButton look="danger">{t('submit')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
