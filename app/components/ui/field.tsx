'use client';
// A labelled control with hint and error, tied together for screen readers. Inside an `ActionForm` the error comes
// from the action's answer by the control's name.

import { useTranslations } from 'next-intl';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { classNames } from './class-names';
import { Checkbox, Input, Select, TextArea } from './controls';
import { useFormState } from './form-context';

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  className?: string;
  /** Says "optional" after the label. */
  optional?: boolean;
}

interface Tied {
  id: string;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
}

function useFieldError(name: string | undefined): string | undefined {
  const { error } = useFormState().state;
  return name === undefined ? undefined : error?.fields?.[name];
}

/** The frame: for controls of your own, tie them with what `children` is given. */
export function Field({
  label,
  hint,
  className,
  optional,
  name,
  children,
}: FieldProps & { name?: string; children: (tied: Tied) => ReactNode }) {
  const t = useTranslations('common');
  const id = useId();
  const error = useFieldError(name);
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={classNames('min-w-0', className)}>
      <label htmlFor={id} className="mb-0.5 block font-medium">
        {label}
        {optional ? <span className="font-normal text-muted"> ({t('optional')})</span> : null}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined })}
      {error ? (
        <p id={`${id}-error`} className="mt-0.5 text-danger">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="mt-0.5 text-[0.8125rem] text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export function TextField({
  label,
  hint,
  className,
  optional,
  ...rest
}: FieldProps & ComponentProps<'input'>) {
  return (
    <Field label={label} hint={hint} className={className} optional={optional} name={rest.name}>
      {(tied) => <Input {...rest} {...tied} />}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  className,
  optional,
  ...rest
}: FieldProps & ComponentProps<'select'>) {
  return (
    <Field label={label} hint={hint} className={className} optional={optional} name={rest.name}>
      {(tied) => <Select {...rest} {...tied} />}
    </Field>
  );
}

export function TextAreaField({
  label,
  hint,
  className,
  optional,
  ...rest
}: FieldProps & ComponentProps<'textarea'>) {
  return (
    <Field label={label} hint={hint} className={className} optional={optional} name={rest.name}>
      {(tied) => <TextArea {...rest} {...tied} />}
    </Field>
  );
}

export function CheckboxField({
  label,
  hint,
  className,
  ...rest
}: Omit<FieldProps, 'optional'> & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className={classNames('flex gap-2', className)}>
      <Checkbox id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <p id={`${id}-hint`} className="text-[0.8125rem] text-muted">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
