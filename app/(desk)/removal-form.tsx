'use client';
// Removes what a page is about after a question: a button, and a dialog that names what goes.

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import type { FormAction } from '@/app/form-state';
import { ActionForm, Button, Dialog, FormError, SubmitButton } from '@/app/components/ui';

interface RemovalFormProps {
  /** Leads elsewhere when it succeeds: the page is gone by then. */
  action: FormAction<{ name: string }>;
  id: number;
  /** Of the button that opens the dialog. */
  submit: string;
  /** Of the dialog; names the thing. */
  question: string;
  confirm: string;
  /** What goes and what stays. */
  children: ReactNode;
}

export function RemovalForm({ action, id, submit, question, confirm, children }: RemovalFormProps) {
  const common = useTranslations('common');
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        {submit}
      </Button>
      <Dialog open={open} onClose={close} title={question}>
        <p>{children}</p>
        <ActionForm action={action} label={question} className="mt-4 flex flex-col gap-3">
          <input type="hidden" name="id" value={id} />
          <FormError />
          <div className="flex justify-end gap-2">
            <Button onClick={close}>{common('cancel')}</Button>
            <SubmitButton look="danger">{confirm}</SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
    </>
  );
}
