'use client';
// What the enclosing form's action said when it succeeded.

import { Alert, useFormState } from '@/app/components/ui';

export function FormMessage() {
  const { data } = useFormState().state;
  if (typeof data !== 'object' || data === null || !('text' in data) || typeof data.text !== 'string')
    return null;
  return <Alert tone="ok">{data.text}</Alert>;
}
