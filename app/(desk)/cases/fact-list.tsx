// Names and values, two aligned columns.

import type { ReactNode } from 'react';

export function FactList({ label, facts }: { label?: string; facts: [name: string, value: ReactNode][] }) {
  return (
    <dl aria-label={label} className="mb-8 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
