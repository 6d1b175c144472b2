// The one way to the DNS: node's own resolver with the servers of the configuration, short patience and a cache. In the
// world of the sample provider nothing goes out: every question fails, as if no server answered.

import { Resolver } from 'node:dns/promises';
import { env } from '@/lib/env';
import { cachedTxt, cacheDefaults, type TxtResolver } from './cached-txt';

/** Patience with one server, and questions to it: a resolver in the same network answers within milliseconds. */
const timeoutMs = 3_000;
const tries = 2;

/** No question takes longer, however many servers are configured and however they back off. */
const patienceMs = 8_000;

/** A failure of the DNS that may be over in a minute. `code` is one of node's DNS codes. */
export class DnsFailure extends Error {
  override name = 'DnsFailure';
  constructor(readonly code: string) {
    super(`DNS: ${code}`);
  }
}

let kept: TxtResolver | undefined;

/** Puts another resolver in the place of the process's one, or takes it away again: tests bring their own zone. */
export function useTxtResolver(resolver: TxtResolver | undefined): void {
  kept = resolver;
}

/** The resolver for TXT records of this process. Fails with node's DNS codes, `ETIMEOUT` and `ECONNREFUSED` among them. */
export function txtResolver(): TxtResolver {
  kept ??= cachedTxt(env().SAMPLE_PROVIDER ? noOutside : liveTxt(), { ...cacheDefaults, now: Date.now });
  return kept;
}

function noOutside(): Promise<string[][]> {
  return Promise.reject(new DnsFailure('ECONNREFUSED'));
}

function liveTxt(): TxtResolver {
  const resolver = openResolver();
  return (name) => withPatience(resolver.resolveTxt(name));
}

/** A resolver with the servers of the configuration. */
export function openResolver(): Resolver {
  const resolver = new Resolver({ timeout: timeoutMs, tries });
  const { DNS_SERVERS } = env();
  if (DNS_SERVERS.length > 0) resolver.setServers(DNS_SERVERS);
  return resolver;
}

/** The answer, or the failure `ETIMEOUT` where it takes longer than anybody waits. */
export function withPatience<T>(question: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DnsFailure('ETIMEOUT')), patienceMs);
  });
  return Promise.race([question, end]).finally(() => clearTimeout(timer));
}
