'use client';
// A link of the navigation that knows whether it is where the reader stands.

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names';

export function NavLink({
  href,
  className,
  children,
}: {
  href: string;
  className?: string;
  children: ReactNode;
}) {
  const path = usePathname();
  const here = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={classNames(
        'flex min-h-8 items-center rounded px-2.5 no-underline hover:no-underline',
        here ? 'bg-accent-soft font-semibold text-accent' : 'text-text hover:bg-raised',
        className,
      )}
    >
      {children}
    </Link>
  );
}
