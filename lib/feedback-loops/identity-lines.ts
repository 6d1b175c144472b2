// A field of a form that holds identities, one a line.

import { z } from 'zod';
import type { readAddresses, readDomains } from './check-identities';

/** The schema of such a field; its issue is the code of what `read` refuses. */
export const identityLines = (read: typeof readDomains | typeof readAddresses) =>
  z
    .string()
    .max(20_000, 'too-long')
    .default('')
    .transform((value, context) => {
      const checked = read(value);
      if (checked.ok) return checked.values;
      context.addIssue({ code: 'custom', message: checked.code });
      return z.NEVER;
    });
