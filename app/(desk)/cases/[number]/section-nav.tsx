'use client';
// Where on a long case something is: links to its sections, in sight while the page scrolls. Which of them a case has is
// decided where they are made; this looks what is there.

import { useEffect, useState } from 'react';

interface SectionNavProps {
  label: string;
  /** In the order of the page. */
  sections: { id: string; name: string }[];
}

export function SectionNav({ label, sections }: SectionNavProps) {
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const ids = sections.map(({ id }) => id).join(' ');
  useEffect(() => {
    const look = () => setMissing(new Set(ids.split(' ').filter((id) => heightOf(id) === 0)));
    const soon = requestAnimationFrame(look);
    return () => cancelAnimationFrame(soon);
  }, [ids]);
  return (
    <nav
      aria-label={label}
      className="sticky top-0 z-10 mb-4 flex gap-x-4 overflow-x-auto border-b border-line bg-bg py-2 text-[0.8125rem] whitespace-nowrap"
    >
      {sections
        .filter(({ id }) => !missing.has(id))
        .map(({ id, name }) => (
          <a key={id} href={`#${id}`}>
            {name}
          </a>
        ))}
    </nav>
  );
}

function heightOf(id: string): number {
  return document.getElementById(id)?.offsetHeight ?? 0;
}
