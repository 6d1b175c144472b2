'use client';
// A form of one button, with what it needs to know in hidden fields; more fields come as children.

import type { ReactNode } from 'react';
import type { FormAction } from '@/app/form-state';
import { ActionForm, FormError, SubmitButton, type ButtonLook } from '@/app/components/ui';

export function PolicyAction<T>({
  action,
  values,
  text,
  label,
  doneText,
  look = 'plain',
  resetWhenDone,
  children,
}: {
  action: FormAction<T>;
  values: Record<string, string | number>;
  text: ReactNode;
  label?: string;
  /** For forms whose page stays. */
  doneText?: string;
  look?: ButtonLook;
  resetWhenDone?: boolean;
  children?: ReactNode;
}) {
  return (
    <ActionForm
      action={action}
      doneText={doneText}
      resetWhenDone={resetWhenDone}
      className="flex max-w-2xl flex-col items-start gap-3"
    >
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <FormError />
      <SubmitButton look={look} label={label}>
        {text}
      </SubmitButton>
    </ActionForm>
  );
}
