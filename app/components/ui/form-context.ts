'use client';
// What the parts of a form know of it: what its action answered last, and whether it is at work.

import { createContext, useContext } from 'react';
import type { FormState } from '@/app/form-state';

/** State of a form for the fields inside it; whoever makes a form of another kind provides it. */
export const FormContext = createContext<{ state: FormState<unknown>; pending: boolean }>({
  state: {},
  pending: false,
});

/** State of the enclosing form: what the action answered last, and whether it is at work. */
export function useFormState() {
  return useContext(FormContext);
}
