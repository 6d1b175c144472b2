// Pages for customers: one column, made for a telephone, without scripts of their own.

import type { ReactNode } from 'react';

export default function CustomerLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto w-full max-w-2xl px-4 py-6 text-base leading-relaxed sm:py-10">{children}</main>
  );
}
