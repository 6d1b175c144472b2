// JSON over HTTP or HTTPS to one log cluster.
// Promise: certificates are always verified; no redirect is followed; time and size are bounded; whatever goes wrong is a
// `LogUnavailable` with its code, and no secret is in any message.

import {
  Agent as PlainAgent,
  request as plainRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent, request } from 'node:https';
import { rootCertificates } from 'node:tls';
import { LogUnavailable, type ClusterFault } from '../unavailable';
import { answerBytes, timeoutMs } from './limits';
import type { ClusterAccess } from './types';

export interface ClusterClient {
  /** The JSON that a path answers; `body` is sent as it is, `newline-delimited` for `_msearch`. */
  ask(path: string, body: string, type?: 'json' | 'newline-delimited'): Promise<unknown>;
  close(): void;
}

const FAULTS: Record<number, ClusterFault> = {
  401: 'sign-in-refused',
  403: 'sign-in-refused',
  404: 'no-index',
};

export function clusterClient(access: ClusterAccess, patienceMs: number = timeoutMs): ClusterClient {
  const base = new URL(access.url);
  const isTls = base.protocol === 'https:';
  const ca = access.caPem === '' ? undefined : [...rootCertificates, access.caPem];
  const agent = isTls
    ? new Agent({ keepAlive: true, maxSockets: 4, ...(ca ? { ca } : {}) })
    : new PlainAgent({ keepAlive: true, maxSockets: 4 });
  const send = isTls ? request : plainRequest;
  return {
    close: () => agent.destroy(),
    ask: (path, body, type = 'json') => {
      const options: RequestOptions = {
        agent,
        method: 'POST',
        host: base.hostname.replace(/^\[|\]$/g, ''),
        port: base.port === '' ? (isTls ? 443 : 80) : base.port,
        path: `${base.pathname.replace(/\/$/, '')}/${path}`,
        headers: {
          accept: 'application/json',
          'content-type': type === 'json' ? 'application/json' : 'application/x-ndjson',
          'content-length': Buffer.byteLength(body),
          ...authorization(access),
        },
      };
      return new Promise((resolve, reject) => {
        const call = send(options, (response) => readAnswer(response, resolve, reject));
        const timer = setTimeout(
          () => call.destroy(new LogUnavailable('timed-out', `${patienceMs} ms`)),
          patienceMs,
        );
        call.on('error', (error) => reject(asUnavailable(error)));
        call.on('close', () => clearTimeout(timer));
        call.end(body);
      });
    },
  };
}

function authorization({ auth, username, secret }: ClusterAccess): { authorization?: string } {
  if (auth === 'basic')
    return { authorization: `Basic ${Buffer.from(`${username}:${secret}`, 'utf8').toString('base64')}` };
  return auth === 'api-key' ? { authorization: `ApiKey ${secret}` } : {};
}

function readAnswer(
  response: IncomingMessage,
  resolve: (value: unknown) => void,
  reject: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > answerBytes) response.destroy(new LogUnavailable('cut-off', `${answerBytes} bytes`));
    else chunks.push(chunk);
  });
  response.on('error', (error) => reject(asUnavailable(error)));
  response.on('aborted', () => reject(new LogUnavailable('unreachable', 'the answer broke off')));
  response.on('end', () => {
    const text = Buffer.concat(chunks).toString('utf8');
    const status = response.statusCode ?? 0;
    if (status !== 200)
      return reject(new LogUnavailable(FAULTS[status] ?? 'refused', `${status} ${reasonOf(text)}`));
    try {
      resolve(JSON.parse(text));
    } catch {
      reject(new LogUnavailable('not-json', text.slice(0, 200)));
    }
  });
}

/** The cluster's own words, where it has any. */
function reasonOf(text: string): string {
  return /"reason"\s*:\s*"([^"]{1,300})"/.exec(text)?.[1] ?? text.slice(0, 200);
}

function asUnavailable(error: Error): LogUnavailable {
  if (error instanceof LogUnavailable) return error;
  const code = 'code' in error ? String(error.code) : '';
  const isTls = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code);
  return new LogUnavailable(
    isTls ? 'tls-failed' : 'unreachable',
    `${code} ${error.message}`.trim().slice(0, 300),
  );
}
