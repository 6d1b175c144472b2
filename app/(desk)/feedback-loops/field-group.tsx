// Fields that belong together, under a heading of their own.

import type { ReactNode } from 'react';

export function FieldGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 font-semibold">{title}</legend>
      {children}
    </fieldset>
  );
}

/** What every text field here has. */
export const plain = { autoComplete: 'off', spellCheck: false } as const;
