// Who this provider is, as it introduces itself to others: what applications for feedback loops say.

import { z } from 'zod';
import type { ProviderDetails } from './types';

export const PROVIDER_DETAILS = 'provider-details';

const line = z.string().max(200);

export const providerDetails: z.ZodType<ProviderDetails> = z.object({
  organisation: line,
  /** As on an envelope, several lines. */
  address: z.string().max(1_000),
  contactName: line,
  abuseEmail: z.string().max(320),
  phone: line,
  url: z.string().max(500),
});

export const noDetails: ProviderDetails = {
  organisation: '',
  address: '',
  contactName: '',
  abuseEmail: '',
  phone: '',
  url: '',
};
