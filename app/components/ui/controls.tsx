// The bare form controls: Input, Select, TextArea, Checkbox. `Field` gives them label, hint and error.

import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const box =
  'w-full min-w-0 rounded border border-control bg-raised px-2 py-1 text-text placeholder:text-muted ' +
  'aria-invalid:border-danger read-only:bg-panel disabled:bg-panel disabled:text-muted';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(box, 'min-h-[32px]', className)} {...rest} />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={classNames(box, 'min-h-[32px]', className)} {...rest} />;
}

export function TextArea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} className={classNames(box, 'block', className)} {...rest} />;
}

export function Checkbox({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="checkbox" className={classNames('mt-0.5 size-4 shrink-0', className)} {...rest} />;
}
