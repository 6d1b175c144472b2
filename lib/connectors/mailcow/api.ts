// mailcow over HTTP: its interface /api/v1 with the key in X-API-Key. Names of what is asked and changed are mailcow's own.
// Source: mailcow-dockerized, data/web/api/openapi.yaml.

import { ConnectorFault } from '@/lib/containment/types';
import { openHttp } from '../guarded-http';
import type { ConnectorReach } from '../types';
import {
  demandSuccess,
  limitIn,
  mailboxIn,
  queueIn,
  type Mailbox,
  type QueueItem,
  type RateLimit,
} from './answers';
import type { MailcowSettings } from './settings';

/** It lists at most 10,000 mails, some 600 bytes each. */
const mostQueueBytes = 8 * 1024 * 1024;

/** Every method throws `ConnectorFault`. */
export interface MailcowApi {
  mailbox(login: string, signal: AbortSignal): Promise<Mailbox>;
  /** Changes only what is named; values are numbers or text, as mailcow keeps them. */
  editMailbox(login: string, change: Record<string, number | string>, signal: AbortSignal): Promise<void>;
  rateLimit(login: string, signal: AbortSignal): Promise<RateLimit | null>;
  /** Null takes it away. */
  setRateLimit(login: string, limit: RateLimit | null, signal: AbortSignal): Promise<void>;
  queue(signal: AbortSignal): Promise<QueueItem[]>;
  /** The envelope of a queued mail and its text, as `postcat` prints them. */
  queuedMail(queueId: string, signal: AbortSignal): Promise<string>;
  holdMails(queueIds: readonly string[], signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Opens it; nothing is connected before the first question. */
export function openMailcow(
  { url, caPem }: MailcowSettings,
  apiKey: string,
  reach: ConnectorReach,
): MailcowApi {
  const http = openHttp(url, caPem, reach);
  const headers = { 'x-api-key': apiKey };
  const get = async (path: string, signal: AbortSignal, maxBytes?: number): Promise<string> => {
    if (apiKey === '') throw new ConnectorFault('refused', 'secret-missing');
    const answer = await http.ask(
      `/api/v1/get/${path}`,
      maxBytes === undefined ? { headers } : { headers, maxBytes },
      signal,
    );
    return understand(answer);
  };
  const edit = async (what: string, items: readonly string[], attr: object, signal: AbortSignal) => {
    if (apiKey === '') throw new ConnectorFault('refused', 'secret-missing');
    const body = JSON.stringify({ items, attr });
    demandSuccess(understand(await http.ask(`/api/v1/edit/${what}`, { body, headers }, signal)));
  };
  return {
    mailbox: async (login, signal) => mailboxIn(await get(`mailbox/${encodeURIComponent(login)}`, signal)),
    editMailbox: (login, change, signal) => edit('mailbox', [login], change, signal),
    rateLimit: async (login, signal) => limitIn(await get(`rl-mbox/${encodeURIComponent(login)}`, signal)),
    setRateLimit: (login, limit, signal) =>
      edit('rl-mbox', [login], { rl_value: limit?.value ?? 0, rl_frame: limit?.frame ?? 'h' }, signal),
    queue: async (signal) => queueIn(await get('mailq/all', signal, mostQueueBytes)),
    queuedMail: (queueId, signal) => get(`postcat/${encodeURIComponent(queueId)}`, signal, mostQueueBytes),
    holdMails: (queueIds, signal) => edit('mailq', queueIds, { action: 'hold' }, signal),
    close: () => http.close(),
  };
}

/** A key that is wrong, reads only, or comes from an address that is not allowed is told by the status. */
function understand({ status, body }: { status: number; body: string }): string {
  if (status === 200) return body;
  if (status === 401 || status === 403) throw new ConnectorFault('failed', 'sign-in-refused', { status });
  if (status === 429 || status === 503) throw new ConnectorFault('failed', 'busy', { status });
  throw new ConnectorFault('unknown', 'bad-answer', { status });
}
