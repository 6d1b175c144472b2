// One question and its answer over HTTP: to the pinned address and no other, without redirects, within limits of time and
// size. What came back is bytes and a status; what they mean, others say.

import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { DirectoryFault } from '../types';
import { maxAnswerBytes, parallel } from './limits';
import type { Pinned } from './reach';

/** What is sent. */
export interface HttpQuestion {
  url: URL;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | null;
  /** More than this is no answer; `maxAnswerBytes` where it says nothing. */
  maxBytes?: number;
  /** A redirect is an answer, with its `location` and no body; else it is a fault. Nobody follows it from here. */
  tellsRedirects?: boolean;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Connections to one resolver, kept while a batch lasts. */
export class Exchange {
  readonly #agent: HttpAgent | HttpsAgent;

  constructor(url: URL, pinned: Pinned, caPem: string) {
    const lookup: LookupFunction = (_host, { all }, done) =>
      all === true
        ? done(null, [{ address: pinned.address, family: pinned.family }])
        : done(null, pinned.address, pinned.family);
    const options = { keepAlive: true, maxSockets: parallel, lookup };
    this.#agent =
      url.protocol === 'https:'
        ? new HttpsAgent({
            ...options,
            minVersion: 'TLSv1.2',
            ...(caPem === '' ? {} : { ca: [...rootCertificates, caPem] }),
          })
        : new HttpAgent(options);
  }

  /**
   * Asks. Throws `DirectoryFault`: `connection-failed`, `tls-failed`, `timed-out`, `redirected`, `too-large`, `encoded`.
   */
  async ask(question: HttpQuestion, signal: AbortSignal): Promise<HttpAnswer> {
    const response = await this.#send(question, signal);
    const status = response.statusCode ?? 0;
    if (status >= 300 && status < 400) {
      if (question.tellsRedirects !== true) throw refuse(response, 'redirected', { status });
      response.destroy();
      return { status, headers: response.headers, body: '' };
    }
    if ((response.headers['content-encoding'] ?? 'identity') !== 'identity')
      throw refuse(response, 'encoded', { encoding: String(response.headers['content-encoding']) });
    return {
      status,
      headers: response.headers,
      body: await readBody(response, question.maxBytes ?? maxAnswerBytes, signal),
    };
  }

  close(): void {
    this.#agent.destroy();
  }

  #send({ url, method, headers, body }: HttpQuestion, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const request = send(url, { method, headers, agent: this.#agent, signal }, resolve);
      request.once('error', (error) => reject(asFault(error, signal)));
      request.end(body ?? undefined);
    });
  }
}

/** The rest of such an answer is of no use, nor is its connection. */
function refuse(
  response: IncomingMessage,
  code: string,
  detail: Record<string, string | number>,
): DirectoryFault {
  response.destroy();
  return new DirectoryFault(code, detail);
}

async function readBody(response: IncomingMessage, most: number, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw refuse(response, 'too-large', { bytes: most });
      chunks.push(chunk);
    }
  } catch (error) {
    throw asFault(error, signal);
  }
  return Buffer.concat(chunks).toString('utf8');
}

// Names of OpenSSL and node for a certificate or handshake that does not hold.
const tlsCode =
  /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA)/;

function asFault(error: unknown, signal: AbortSignal): DirectoryFault {
  if (error instanceof DirectoryFault) return error;
  if (signal.aborted) return new DirectoryFault('timed-out');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = error instanceof Error ? error.message.slice(0, 300) : String(error);
  if (tlsCode.test(code)) return new DirectoryFault('tls-failed', { code, text });
  return new DirectoryFault('connection-failed', { code, text });
}
