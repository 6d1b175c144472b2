// The set-up test of a Postfix queue: lists it, reads whose one mail is, and asks postsuper to hold nothing at all. No mail
// is touched.

import { ConnectorFault, type ConnectorTestStep } from '@/lib/containment/types';
import type { ConnectorReach } from '../types';
import { readListing } from './listing';
import { queuePrograms } from './programs';
import { readEnvelopes } from './sections';
import { postfixQueueSettings } from './settings';

/** An id that no mail has: an empty queue is no reason not to try postcat. */
const NO_MAIL = 'AAAAA00000';

/** The steps, up to the first that fails. */
export async function testPostfixQueue(
  settings: Record<string, unknown>,
  reach: ConnectorReach,
  signal: AbortSignal,
): Promise<ConnectorTestStep[]> {
  const steps: ConnectorTestStep[] = [];
  const add = (code: string, detail: ConnectorTestStep['detail'] = {}) =>
    steps.push({ code, ok: true, detail });
  try {
    const programs = queuePrograms(postfixQueueSettings.parse(settings), reach);
    const mails = readListing(await programs.listing(signal));
    add('queue-listed', { mails: mails.length });
    const { exit, output, errors } = await programs.contents(
      [mails[0]?.queueId ?? NO_MAIL],
      'envelope',
      signal,
    );
    const isGone = /No such file or directory/.test(errors);
    if (!isGone && (exit !== 0 || readEnvelopes(output).length === 0))
      throw new ConnectorFault('failed', 'queue-program-failed', { exit, text: errors.slice(0, 200) });
    add('queue-readable');
    await programs.operate('-h', [], ['incoming', 'active', 'deferred'], signal);
    add('queue-operable');
  } catch (error) {
    if (!(error instanceof ConnectorFault)) throw error;
    steps.push({ code: error.code, ok: false, detail: error.detail });
  }
  return steps;
}
