'use client';
// Revokes a token after a question: whatever uses it stops working at once.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ActionForm, Button, Dialog, FormError, SubmitButton } from '@/app/components/ui';
import { revokeTokenAction } from './actions';

export function RevokeToken({ id, name, hint }: { id: number; name: string; hint: string }) {
  const t = useTranslations('api');
  const common = useTranslations('common');
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button look="quiet" aria-label={t('revokeOne', { name })} onClick={() => setOpen(true)}>
        {t('revoke')}
      </Button>
      <Dialog open={open} onClose={close} title={t('revokeTitle')}>
        <p>{t('revokeText', { name, hint })}</p>
        <ActionForm
          action={revokeTokenAction}
          label={t('revokeTitle')}
          doneText={t('revokeDone')}
          onDone={close}
          className="mt-4 flex flex-col gap-3"
        >
          <input type="hidden" name="id" value={id} />
          <FormError />
          <div className="flex justify-end gap-2">
            <Button onClick={close}>{common('cancel')}</Button>
            <SubmitButton look="danger">{t('revokeConfirm')}</SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
    </>
  );
}
