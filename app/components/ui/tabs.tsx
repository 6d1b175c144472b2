// Tabs that are links: each is a place with an address, so that it can be shared and the back button works.

import Link from 'next/link';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface Tab {
  key: string;
  href: string;
  label: ReactNode;
  /** Shown after the label; text, so that "1000+" is possible. */
  count?: string;
}

export function Tabs({ label, tabs, current }: { label: string; tabs: Tab[]; current: string }) {
  return (
    <nav aria-label={label} className="mb-3 flex flex-wrap gap-x-1 border-b border-line">
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          href={tab.href}
          aria-current={tab.key === current ? 'page' : undefined}
          className={classNames(
            '-mb-px border-b-2 px-2.5 py-1.5 no-underline hover:no-underline',
            tab.key === current
              ? 'border-accent font-semibold text-text'
              : 'border-transparent text-muted hover:text-text',
          )}
        >
          {tab.label}
          {tab.count === undefined ? null : <span className="ml-1.5 text-muted">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
