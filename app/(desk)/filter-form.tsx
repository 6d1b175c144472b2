'use client';
// A GET form for filters. Without script it submits as it stands; with it, empty fields stay out of the address and the
// page changes without a reload.

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button } from '@/app/components/ui';

interface FilterFormProps {
  action: string;
  label: string;
  submit: string;
  /** Where no filter is set; null where none is set now. */
  clear?: { href: string; text: string } | null;
  children: ReactNode;
}

export function FilterForm({ action, label, submit, clear = null, children }: FilterFormProps) {
  const router = useRouter();
  return (
    <form
      method="get"
      action={action}
      role="search"
      aria-label={label}
      // A new address is a new form: without the key the browser would keep what was chosen before.
      className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const query = new URLSearchParams();
        for (const [name, value] of new FormData(event.currentTarget)) {
          if (typeof value === 'string' && value.trim() !== '') query.set(name, value.trim());
        }
        router.push(query.size === 0 ? action : `${action}?${query.toString()}`);
      }}
    >
      {children}
      <Button type="submit">{submit}</Button>
      {clear === null ? null : (
        <Link href={clear.href} className="self-end py-1.5">
          {clear.text}
        </Link>
      )}
    </form>
  );
}
