'use client';
// A disclosure with further places; closes when one is chosen, on Escape, and when focus leaves it.

import { useRef, type ReactNode } from 'react';

export function MoreMenu({ label, children }: { label: string; children: ReactNode }) {
  const ref = useRef<HTMLDetailsElement>(null);
  const close = () => ref.current?.removeAttribute('open');
  return (
    <details
      ref={ref}
      className="relative"
      onClick={(event) => (event.target as HTMLElement).closest('a') && close()}
      onKeyDown={(event) => event.key === 'Escape' && close()}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && close()}
    >
      <summary className="flex min-h-11 list-none items-center rounded px-2.5 hover:bg-raised">
        {label}
      </summary>
      <ul className="absolute right-0 bottom-full mb-2 w-52 rounded border border-line bg-panel p-1 shadow-sm">
        {children}
      </ul>
    </details>
  );
}
