// HTTP for connectors, over the exchange that resolvers use: the name is looked up once and judged, the connection goes to
// that address and no other, no redirect is followed, answers are bounded. What may have arrived and was not answered is
// unknown.

import { Exchange, type HttpAnswer, type HttpQuestion } from '@/lib/directory/http/exchange';
import { pinAddress } from '@/lib/directory/http/reach';
import { DirectoryFault } from '@/lib/directory/types';
import { ConnectorFault } from '@/lib/containment/types';
import type { ConnectorReach } from './types';

export interface GuardedHttp {
  /** POSTs JSON. Throws `ConnectorFault`; any status but a redirect is an answer. */
  post(body: string, headers: Record<string, string>, signal: AbortSignal): Promise<HttpAnswer>;
  /** Asks a path of the same server: with a body it is posted as JSON. `maxBytes`: the longest answer that is read. */
  ask(
    path: string,
    question: { body?: string; headers: Record<string, string>; maxBytes?: number },
    signal: AbortSignal,
  ): Promise<HttpAnswer>;
  close(): void;
}

/** Nothing was sent: the connection never stood. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);

/** One server. Its name is looked up at the first question. */
export function openHttp(address: string, caPem: string, reach: ConnectorReach): GuardedHttp {
  let exchange: Promise<Exchange> | undefined;
  const connect = async (url: URL) => new Exchange(url, await pinAddress(url, reach.allowedHosts), caPem);
  const send = async (question: (base: URL) => HttpQuestion, signal: AbortSignal): Promise<HttpAnswer> => {
    if (!URL.canParse(address)) throw new ConnectorFault('refused', 'unreachable', { reason: 'not-a-url' });
    const url = new URL(address);
    try {
      exchange ??= connect(url);
      return await (await exchange).ask(question(url), signal);
    } catch (error) {
      if (!(error instanceof DirectoryFault)) throw error;
      throw asConnectorFault(error);
    }
  };
  return {
    post: (body, headers, signal) =>
      send((url) => ({ url, method: 'POST', headers: withLength(headers, body), body }), signal),
    ask: (path, { body = null, headers, maxBytes }, signal) =>
      send(
        (base) => ({
          url: new URL(path, base),
          method: body === null ? 'GET' : 'POST',
          headers: body === null ? { ...common, ...headers } : withLength(headers, body),
          body,
          ...(maxBytes === undefined ? {} : { maxBytes }),
        }),
        signal,
      ),
    close: () => {
      exchange?.then((one) => one.close()).catch(() => undefined);
    },
  };
}

const common = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'Meldestelle' };

function withLength(headers: Record<string, string>, body: string): Record<string, string> {
  return {
    ...common,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  };
}

function asConnectorFault({ code, detail }: DirectoryFault): ConnectorFault {
  const reason = String(detail['code'] ?? code);
  switch (code) {
    case 'name-unknown':
    case 'tls-failed':
      return new ConnectorFault('failed', 'unreachable', { reason });
    case 'address-refused':
    case 'unencrypted':
      return new ConnectorFault('refused', code, { host: String(detail['host'] ?? '') });
    case 'connection-failed':
      return new ConnectorFault(NEVER_CONNECTED.has(reason) ? 'failed' : 'unknown', 'unreachable', {
        reason,
      });
    case 'timed-out':
      return new ConnectorFault('unknown', 'time-out');
    default:
      return new ConnectorFault('unknown', 'bad-answer', { reason: code });
  }
}
