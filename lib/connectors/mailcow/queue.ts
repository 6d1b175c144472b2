// What of mailcow's queue an account submitted: by the envelope's sender where that is the account itself, else by the login
// that Postfix wrote into the queued mail (`sasl_username`, postcat(1)). Mail of the queue "hold" is left as it is.

import { ConnectorFault } from '@/lib/containment/types';
import type { QueueItem } from './answers';
import type { MailcowApi } from './api';

/** Queued mails with other senders that are opened to see who submitted them; each is a question of its own. */
const mostOpened = 200;
const atOnce = 4;

/** Queue ids of what the account has outside of "hold". Throws `ConnectorFault` where not all could be looked at. */
export async function movingMails(api: MailcowApi, login: string, signal: AbortSignal): Promise<string[]> {
  const moving = (await api.queue(signal)).filter(({ queue_name: name }) => name !== 'hold');
  const isOwn = ({ sender }: QueueItem) => sender.toLowerCase() === login;
  const others = moving.filter((one) => !isOwn(one) && one.sender !== '');
  if (others.length > mostOpened)
    throw new ConnectorFault('unknown', 'queue-too-long', { count: others.length, most: mostOpened });
  const found = moving.filter(isOwn).map(({ queue_id: id }) => id);
  for (let i = 0; i < others.length; i += atOnce) {
    const some = others.slice(i, i + atOnce);
    const owners = await Promise.all(some.map(({ queue_id: id }) => submitterOf(api, id, signal)));
    found.push(...some.filter((_, j) => owners[j] === login).map(({ queue_id: id }) => id));
  }
  return found;
}

/** Null where nobody signed in for it, or it left the queue meanwhile. */
async function submitterOf(api: MailcowApi, queueId: string, signal: AbortSignal): Promise<string | null> {
  const printed = await api.queuedMail(queueId, signal);
  // What follows is the sender's own text.
  const [envelope = ''] = printed.split(/^\*\*\* MESSAGE CONTENTS/m);
  return /^named_attribute: sasl_username=(.+)$/m.exec(envelope)?.[1]?.trim().toLowerCase() ?? null;
}
