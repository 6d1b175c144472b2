// How mail leaves this desk, and how long whoever sends one may take.

import { env } from '@/lib/env';
import { attemptSeconds, sendMail } from '@/lib/smtp/send-mail';
import type { OutgoingMail, SendOutcome } from '@/lib/smtp/types';
import { smtpSettings } from './notice-settings';

/**
 * Longer than any attempt takes, with a minute for clocks that differ. Whoever still says `sending` then is dead; one that
 * was only asleep finds its claim gone and settles nothing, so that nothing is sent twice.
 */
export const claimSeconds = attemptSeconds + 60;

/** By a server, not at all (the sample provider), or nobody has said yet: then it waits. */
export type WayOut = ((mail: OutgoingMail) => Promise<SendOutcome>) | 'nothing-leaves' | 'not-configured';

/** The way of this configuration. */
export function configuredWay(): WayOut {
  if (env().SAMPLE_PROVIDER) return 'nothing-leaves';
  const settings = smtpSettings();
  return settings === null ? 'not-configured' : (mail) => sendMail(settings, mail);
}
