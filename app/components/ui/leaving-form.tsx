'use client';
// A form that decides about the row it stands in: when it succeeds the row is gone, and the form with it. So the toast is
// said by whoever awaits the answer, not by the form, and focus goes to a neighbour instead of nowhere. Rows are marked
// with `data-row`, what to focus in them with `data-row-focus`. Without JavaScript it posts to the same action.

import { useActionState, useRef, useState, useTransition, type ReactNode, type SyntheticEvent } from 'react';
import type { FormAction, FormState } from '@/app/form-state';
import { FactorDialog } from './factor-dialog';
import { FormContext } from './form-context';
import { useToast } from './toast';

interface LeavingFormProps {
  /** Answers with the sentence that the toast says. */
  action: FormAction<{ text: string }>;
  children: ReactNode;
  className?: string;
  /** Accessible name. */
  label: string;
}

export function LeavingForm({ action, children, className, label }: LeavingFormProps) {
  const [served, dispatch] = useActionState(action, {});
  const [answer, setAnswer] = useState<FormState<{ text: string }> | null>(null);
  const [pending, startTransition] = useTransition();
  const toast = useToast();
  const sent = useRef<{ data: FormData; row: HTMLElement | null; next: HTMLElement | null }>(null);
  const send = (event: SyntheticEvent<HTMLFormElement, SubmitEvent>) => {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const { submitter } = event.nativeEvent;
    const data = new FormData(form, submitter);
    const row = form.closest<HTMLElement>('[data-row]');
    const next = neighbour(row);
    // With one key after another the reader is at the next row before the answer is there.
    if (submitter?.hasAttribute('data-advance')) next?.focus();
    sent.current = { data, row, next };
    perform();
  };
  const perform = () => {
    if (sent.current === null) return;
    const { data, row, next } = sent.current;
    startTransition(async () => {
      const result = await action({}, data);
      if (result.data !== undefined) {
        toast(result.data.text);
        if (isLost(row)) (next ?? document.getElementById('content'))?.focus();
      }
      setAnswer(result);
    });
  };
  const state = answer ?? served;
  return (
    <>
      <form
        action={dispatch}
        aria-label={label}
        aria-busy={pending}
        className={className}
        noValidate
        onSubmit={send}
      >
        <FormContext value={{ state, pending }}>{children}</FormContext>
      </form>
      <FactorDialog state={state} repeat={perform} />
    </>
  );
}

/** What to focus in the row behind this one, or before it at the end of the list. */
function neighbour(row: HTMLElement | null): HTMLElement | null {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = row === null ? -1 : rows.indexOf(row);
  const next = at === -1 ? undefined : (rows[at + 1] ?? rows[at - 1]);
  return next?.querySelector<HTMLElement>('[data-row-focus]') ?? null;
}

/** Whether focus stands in a row that leaves, or nowhere. */
function isLost(row: HTMLElement | null): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || row?.contains(activeElement) === true;
}
