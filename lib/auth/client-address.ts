// Where a request came from. A browser can write X-Forwarded-For itself, so the address is taken from the socket
// when the request arrives, and from the header's last entry only behind a proxy of ours (TRUST_PROXY).

import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { env } from '@/lib/env';

const HEADER = 'x-meldestelle-client';

/** Sets the header on every request of this process before any handler sees it. Call once, at start. */
export function stampClientAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    const forwarded = request.headers['x-forwarded-for'];
    const peer = canonical(request.socket.remoteAddress);
    request.headers[HEADER] = env().TRUST_PROXY ? (lastEntry(forwarded) ?? peer) : peer;
  });
}

/** The client's address as stamped at arrival; `unknown` where no server stamped it (then all share one throttle). */
export function clientAddress(headers: { get(name: string): string | null }): string {
  return headers.get(HEADER) ?? 'unknown';
}

// Each proxy appends the address it saw: the last entry is the one that ours wrote.
function lastEntry(value: string | string[] | undefined): string | undefined {
  const last = (Array.isArray(value) ? value.join(',') : value)?.split(',').at(-1)?.trim();
  return last !== undefined && isIP(last) !== 0 ? canonical(last) : undefined;
}

function canonical(address: string | undefined): string {
  return (address ?? 'unknown').replace(/^::ffff:(?=\d+\.)/i, '');
}
