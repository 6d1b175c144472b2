// A key on the keyboard.

import type { ReactNode } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded border border-line bg-panel px-1 font-mono text-[0.75rem] text-muted">
      {children}
    </kbd>
  );
}
