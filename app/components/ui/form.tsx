'use client';
// Forms around a server action. What was typed stays on an error, errors stand beside their field, and a second
// submit while the first is under way does nothing. Without JavaScript the form posts to the same action.

import { useTranslations } from 'next-intl';
import { startTransition, useActionState, useEffect, useRef, type ReactNode } from 'react';
import type { FormAction, FormState } from '@/app/form-state';
import { Alert } from './alert';
import { Button, type ButtonLook } from './button';
import { FactorDialog } from './factor-dialog';
import { FormContext, useFormState } from './form-context';
import { useToast } from './toast';

interface ActionFormProps<T> {
  action: FormAction<T>;
  children: ReactNode;
  className?: string;
  /** Accessible name, where no heading gives one. */
  label?: string;
  /** Said in a toast once the action succeeded. */
  doneText?: string;
  /** Empties the fields after success and folds in what was folded out for them: forms that add or decide. */
  resetWhenDone?: boolean;
  onDone?: (data: T) => void;
}

export function ActionForm<T>({
  action,
  children,
  className,
  label,
  doneText,
  resetWhenDone,
  onDone,
}: ActionFormProps<T>) {
  const [state, dispatch, pending] = useActionState(action, {});
  const form = useRef<HTMLFormElement>(null);
  const toast = useToast();
  // As it read when it was sent: the answer may turn "disable" into "enable" in the same moment.
  const promised = useRef(doneText);
  const handled = useRef<FormState<T>>(state);
  useEffect(() => {
    if (handled.current === state) return;
    handled.current = state;
    if ('data' in state && state.data !== undefined) {
      if (promised.current) toast(promised.current);
      if (resetWhenDone) putAway(form.current);
      onDone?.(state.data);
    } else {
      focusFirstError(form.current);
    }
  }, [state, resetWhenDone, onDone, toast]);
  // As it was sent, with the button that sent it: what is sent again once the second factor was shown.
  const sent = useRef(new FormData());
  const send = () => startTransition(() => dispatch(sent.current));
  return (
    <>
      <form
        ref={form}
        action={dispatch}
        aria-label={label}
        className={className}
        noValidate
        onSubmit={(event) => {
          // React empties a form after its action; dispatching by hand keeps the draft.
          event.preventDefault();
          if (pending) return;
          promised.current = doneText;
          const { submitter } = event.nativeEvent as SubmitEvent;
          sent.current = new FormData(event.currentTarget, submitter);
          send();
        }}
      >
        <FormContext value={{ state, pending }}>{children}</FormContext>
      </form>
      <FactorDialog state={state} repeat={send} />
    </>
  );
}

/** Empties a form that is done; where it was folded out, it folds in again, and focus stays at its place. */
function putAway(form: HTMLFormElement | null): void {
  form?.reset();
  const details = form?.closest('details');
  if (!details?.open) return;
  details.open = false;
  details.querySelector('summary')?.focus();
}

function focusFirstError(form: HTMLFormElement | null): void {
  const first = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  first?.focus();
}

/** The error that belongs to no field. Put it above the buttons. */
export function FormError() {
  const { error } = useFormState().state;
  return error ? <Alert tone="danger">{error.message}</Alert> : null;
}

interface SubmitProps {
  children: ReactNode;
  look?: ButtonLook;
  name?: string;
  value?: string;
  className?: string;
  /** Accessible name where the text alone is ambiguous ("Disable" in a list). */
  label?: string;
  /** Presses it where single keys are on and its row has the focus. */
  shortcut?: string;
  /** In a list: sends the reader on to the next row at once. */
  advances?: boolean;
}

export function SubmitButton({
  children,
  look = 'primary',
  label,
  shortcut,
  advances,
  ...rest
}: SubmitProps) {
  const { pending } = useFormState();
  const t = useTranslations('common');
  return (
    <Button
      type="submit"
      look={look}
      aria-disabled={pending}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      data-key={shortcut}
      data-advance={advances ? '' : undefined}
      {...rest}
    >
      {children}
      {pending ? <span className="sr-only">{t('working')}</span> : null}
    </Button>
  );
}
