'use client';
// Single keys of the list: j and k move the focus from case to case, x marks, / goes to the search, ? explains.
// They act only outside of fields and dialogs, and not at all where the person switched them off (WCAG 2.2, 2.1.4).

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
      else if (!act(event.key)) return;
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

/** Does what the key stands for; false where it stands for nothing. */
function act(key: string): boolean {
  switch (key) {
    case 'j':
      return moveFocus(1);
    case 'k':
      return moveFocus(-1);
    case 'x':
      return toggleMark();
    case '/':
      return focusSearch();
    default:
      return false;
  }
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-case-row]')];
}

function currentRow(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-case-row]') ?? null;
}

function moveFocus(step: 1 | -1): boolean {
  const all = rows();
  const row = currentRow();
  const at = row === null ? -1 : all.indexOf(row);
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.querySelector<HTMLElement>('[data-case-link]')?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}

function toggleMark(): boolean {
  const box = currentRow()?.querySelector<HTMLInputElement>('[data-mark]');
  box?.click();
  return box !== null && box !== undefined;
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-list-search]');
  field?.focus();
  field?.select();
  return field !== null;
}
