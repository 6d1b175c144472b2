'use client';
// Single keys of a list: j and k move the focus from row to row, ? explains, and any other key does what the page has
// marked with it: a control of the row at hand (`data-key`), else one of the whole page (`data-page-key`). Rows are marked
// with `data-row`, what takes the focus in them with `data-row-focus`. They act only outside of fields and dialogs, and
// not at all where the person switched them off (WCAG 2.2, 2.1.4).

import { useEffect, useState, type ReactNode } from 'react';
import { Button, Dialog, Kbd } from '@/app/components/ui';

interface KeyListenerProps {
  isOn: boolean;
  title: string;
  openLabel: string;
  /** What the dialog shows. */
  children: ReactNode;
}

export function KeyListener({ isOn, title, openLabel, children }: KeyListenerProps) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') setOpen(true);
      else if (!act(event)) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn]);
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)} title={openLabel} className="max-lg:hidden">
        <Kbd>?</Kbd> {title}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={title}>
        {children}
      </Dialog>
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog') !== null || target.isContentEditable) return true;
  return target.matches('textarea, select, input:not([type="checkbox"])');
}

/** Does what the key stands for; false where it stands for nothing. A key held down moves, but never decides. */
function act({ key, repeat }: KeyboardEvent): boolean {
  if (key === 'j' || key === 'k') return moveFocus(key === 'j' ? 1 : -1);
  if (repeat || key.length !== 1) return false;
  const name = CSS.escape(key);
  const control =
    currentRow()?.querySelector<HTMLElement>(`[data-key="${name}"]`) ??
    document.querySelector<HTMLElement>(`[data-page-key="${name}"]`);
  if (!control) return false;
  use(control);
  return true;
}

/** Goes into a field, opens what is folded and goes into its first field, presses anything else. */
function use(control: HTMLElement): void {
  if (control.matches('input:not([type="checkbox"])')) {
    enter(control);
    return;
  }
  control.click();
  if (!control.matches('summary')) return;
  const details = control.closest('details');
  if (details?.open) enter(details.querySelector<HTMLElement>('input:not([type="hidden"]), textarea'));
}

function enter(field: HTMLElement | null): void {
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

function currentRow(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]') ?? null;
}

function moveFocus(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const row = currentRow();
  const at = row === null ? -1 : rows.indexOf(row);
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  next?.querySelector<HTMLElement>('[data-row-focus]')?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}
