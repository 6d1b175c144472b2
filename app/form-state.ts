// What a server action answers to a form: data, or one error with a text for the user and texts for single fields.

export interface FormError {
  code: string;
  /** In the user's language. */
  message: string;
  /** Field name → text in the user's language. */
  fields?: Record<string, string>;
}

export type FormState<T> = { data?: T; error?: undefined } | { data?: undefined; error: FormError };

/** A server action as forms take it. */
export type FormAction<T> = (previous: FormState<T>, form: FormData) => Promise<FormState<T>>;
