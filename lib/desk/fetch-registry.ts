// GETs JSON of registries over https, and follows where they redirect to.
// Promise: every step is judged anew: https alone, no address inside anybody's network (only the one asked first may be
// named by the configuration), no more than a few steps, none twice, all within one patience.
// Source: RFC 7480 §5.2 (another server has the answer; clients guard against loops), RFC 9110 §15.4, RFC 9224 §8.

import { Exchange, type HttpAnswer, type HttpQuestion } from '@/lib/directory/http/exchange';
import { pinAddress } from '@/lib/directory/http/reach';
import { DirectoryFault } from '@/lib/directory/types';

/** From IANA's server to a region's, to a country's, to whoever moved: real answers need one or two. */
const mostRedirects = 4;
/** A registry answers within a second or not at all; a person waits. For all steps together. */
const patienceMs = 8_000;
/** IANA's files and RDAP answers are some hundred kilobytes at most. */
const mostBytes = 2 * 1_024 * 1_024;
/** Longer is no address of a registry. */
const mostLocationChars = 2_000;

const redirects = new Set([301, 302, 303, 307, 308]);

/** A connection to one server, whose address was judged. */
export interface JudgedServer {
  ask(question: HttpQuestion, signal: AbortSignal): Promise<HttpAnswer>;
  close(): void;
}

export interface FetchOptions {
  /** Hosts that may lie inside your network, if they are asked first; never because somebody redirects there. */
  allowedHosts: readonly string[];
  connect?: (url: URL, allowedHosts: readonly string[]) => Promise<JudgedServer>;
}

/**
 * The JSON at `address`. Throws an error with a `code`: `not-https`, `too-many-redirects`, `redirect-loop`, `bad-redirect`,
 * `http-404`, `no-json`, or one of `DirectoryFault` (`address-refused`, `name-unknown`, `timed-out` …).
 */
export async function fetchRegistry(
  address: string,
  { allowedHosts, connect = connectJudged }: FetchOptions,
): Promise<unknown> {
  const signal = AbortSignal.timeout(patienceMs);
  const seen = new Set<string>();
  let url = httpsUrl(address);
  for (let step = 0; step <= mostRedirects; step += 1) {
    if (seen.has(url.href)) throw failure('redirect-loop');
    seen.add(url.href);
    const { status, headers, body } = await askOnce(url, step === 0 ? allowedHosts : [], connect, signal);
    if (status === 200) return parseJson(body);
    if (!redirects.has(status)) throw failure(`http-${status}`);
    url = httpsUrl(headers.location ?? '', url);
  }
  throw failure('too-many-redirects');
}

async function askOnce(
  url: URL,
  allowedHosts: readonly string[],
  connect: NonNullable<FetchOptions['connect']>,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const server = await connect(url, allowedHosts);
  try {
    const headers = {
      accept: 'application/rdap+json, application/json',
      'accept-encoding': 'identity',
      'user-agent': 'Meldestelle',
    };
    return await server.ask(
      { url, method: 'GET', headers, body: null, maxBytes: mostBytes, tellsRedirects: true },
      signal,
    );
  } finally {
    server.close();
  }
}

async function connectJudged(url: URL, allowedHosts: readonly string[]): Promise<JudgedServer> {
  return new Exchange(url, await pinAddress(url, allowedHosts), '');
}

/** An address to ask, read from `base` where it is relative. */
function httpsUrl(written: string, base?: URL): URL {
  if (written === '' || written.length > mostLocationChars || !URL.canParse(written, base?.href))
    throw failure('bad-redirect');
  const url = new URL(written, base);
  if (url.protocol !== 'https:') throw failure('not-https');
  if (url.username !== '' || url.password !== '') throw failure('bad-redirect');
  url.hash = '';
  return url;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw failure('no-json');
    throw error;
  }
}

function failure(code: string): DirectoryFault {
  return new DirectoryFault(code);
}
