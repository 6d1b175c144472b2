// Buttons and links that look like buttons: one primary action a view, the rest quiet. At least 32 px high (WCAG 2.5.8).

import Link from 'next/link';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

export type ButtonLook = 'primary' | 'plain' | 'danger' | 'quiet';

const base =
  'inline-flex min-h-[32px] items-center justify-center gap-1.5 rounded px-3 py-1 font-medium whitespace-nowrap no-underline ' +
  'hover:no-underline disabled:opacity-60 aria-disabled:opacity-60';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-control bg-raised text-text hover:bg-panel',
  danger: 'border border-danger bg-raised text-danger hover:bg-danger-soft',
  quiet: 'text-accent hover:bg-accent-soft',
};

export function Button({
  look = 'plain',
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook }) {
  return <button type={type} className={classNames(base, looks[look], className)} {...rest} />;
}

export function LinkButton({
  look = 'plain',
  className,
  ...rest
}: ComponentProps<typeof Link> & { look?: ButtonLook }) {
  return <Link className={classNames(base, looks[look], className)} {...rest} />;
}
