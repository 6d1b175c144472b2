// The signed webhook: the wanted state goes out, the state as it is comes back, in the answer or later by callback. For
// every system that has no connector of its own. Every request carries the order's key: an order that arrives twice is
// done once. Described in docs/connectors.md.

import { ConnectorFault, type Connector, type MeasureOrder, type PriorState } from '@/lib/containment/types';
import { openHttp, type GuardedHttp } from '../guarded-http';
import { probeByXclient } from '../smtp-probe/xclient-probe';
import type { Sql } from '@/lib/db/sql';
import type { ConnectorSetup } from '../types';
import { foundOf, seenOf, webhookAnswer, type WebhookAnswer } from './answer';
import { webhookMeasures, webhookSettings } from './settings';
import { sign } from './signature';
import { answerTo } from './store';

/** How long a callback is waited for while the attempt lasts; a later one has the order looked at again. */
const CALLBACK_MS = 5_000;
const LOOK_MS = 250;
/** What was told before the question and still counts as the state now. */
const YOUNG_MS = 10 * 60_000;

type Action = 'read' | 'apply';

/** Speaks to the other end. */
export function webhookConnector({ id, settings, secret, pool, reach }: ConnectorSetup): Connector {
  const { url, caPem, probe } = webhookSettings.parse(settings);
  const http = openHttp(url, caPem, reach);
  const key = secret['signingSecret'] ?? '';
  const ask = (action: Action, order: MeasureOrder, before: PriorState, signal: AbortSignal) =>
    send(http, key, { action, order, before, connector: id }, signal);
  let last: WebhookAnswer | null = null;

  return {
    measures: webhookMeasures,
    readPrior: async (order, signal) => (await ask('read', order, {}, signal))?.before ?? {},
    apply: async (order, prior, signal) => {
      await ask('apply', order, prior, signal);
    },
    readBack: async (order, prior, signal) => {
      const since = Date.now();
      const answer = await ask('read', order, prior, signal);
      last = answer ?? (await byCallback(pool, id, order.idempotencyKey, since));
      if (last === null) throw new ConnectorFault('unknown', 'no-callback-yet');
      return { found: foundOf(last), seen: seenOf(last, order.wanted) };
    },
    probe: async (order, signal) => {
      if (probe !== null && order.kind === 'send-lock')
        return probeByXclient(order.account.login, probe, signal);
      const proved = last?.proved ?? null;
      if (proved === null) return { result: 'not-provable', code: 'no-probe', detail: {} };
      return { result: proved ? 'holds' : 'does-not-hold', code: 'other-end-proved', detail: {} };
    },
    close: () => {
      http.close();
      return Promise.resolve();
    },
  };
}

/** An answer to this very question, or one that is young enough; null where neither comes. */
async function byCallback(pool: Sql, id: number, key: string, asked: number): Promise<WebhookAnswer | null> {
  // Times in callbacks are whole seconds.
  const since = new Date(Math.floor(asked / 1_000) * 1_000);
  while (Date.now() < asked + CALLBACK_MS) {
    const answer = await answerTo(pool, id, key, since);
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return answerTo(pool, id, key, new Date(asked - YOUNG_MS));
}

interface Message {
  action: Action;
  order: MeasureOrder;
  before: PriorState;
  connector: number;
}

/** Null: it took the message, and its answer comes by callback (202, 204). */
async function send(
  http: GuardedHttp,
  secret: string,
  { action, order, before, connector }: Message,
  signal: AbortSignal,
): Promise<WebhookAnswer | null> {
  if (secret === '') throw new ConnectorFault('refused', 'secret-missing');
  const { kind, wanted, account, caseNumber, parameters, idempotencyKey } = order;
  const body = JSON.stringify({
    action,
    key: idempotencyKey,
    connector,
    measure: kind,
    wanted,
    account,
    case: caseNumber,
    parameters,
    before,
  });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const headers = {
    'idempotency-key': `${idempotencyKey}`,
    'meldestelle-timestamp': timestamp,
    'meldestelle-signature': sign(secret, timestamp, body),
  };
  const answer = await http.post(body, headers, signal);
  return understand(answer.status, answer.body);
}

/** What it answered that is no success was certainly not done, unless the server failed on its way (5xx but 503). */
function understand(status: number, body: string): WebhookAnswer | null {
  if (status === 202 || status === 204) return null;
  if (status === 404 || status === 410) throw new ConnectorFault('refused', 'account-unknown', { status });
  if (status === 401 || status === 403) throw new ConnectorFault('failed', 'sign-in-refused', { status });
  if (status === 429 || status === 503) throw new ConnectorFault('failed', 'busy', { status });
  if (status >= 400 && status < 500) throw new ConnectorFault('refused', 'refused', { status });
  if (status !== 200) throw new ConnectorFault('unknown', 'bad-answer', { status });
  const read = webhookAnswer.safeParse(parsed(body));
  if (!read.success) throw new ConnectorFault('unknown', 'bad-answer', { status });
  return read.data;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // No JSON is no answer that could be understood.
    return null;
  }
}
