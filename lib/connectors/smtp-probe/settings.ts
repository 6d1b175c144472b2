// Where Postfix can be asked by XCLIENT. Pure.

import { z } from 'zod';

export const xclientSettings = z.object({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  recipient: z.email(),
  clientAddress: z.union([z.ipv4(), z.ipv6()]),
});
