// Dense tables: text left, numbers right, one line per row where it fits. Wide tables scroll inside their own box,
// which the keyboard can reach, never the page.

import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';

export function Table({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="relative overflow-x-auto rounded border border-line"
    >
      <table className={classNames('w-full border-collapse text-left', className)}>{children}</table>
    </div>
  );
}

type Align = 'left' | 'right';

export function Th({ align = 'left', className, ...rest }: ComponentProps<'th'> & { align?: Align }) {
  return (
    <th
      scope="col"
      className={classNames(
        'border-b border-line bg-panel px-2.5 py-1.5 text-[0.8125rem] font-semibold whitespace-nowrap text-muted',
        align === 'right' && 'text-right',
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ align = 'left', className, ...rest }: ComponentProps<'td'> & { align?: Align }) {
  return (
    <td
      className={classNames(
        'border-b border-line px-2.5 py-1.5 align-top in-[tr:last-child]:border-b-0',
        align === 'right' && 'text-right',
        className,
      )}
      {...rest}
    />
  );
}
