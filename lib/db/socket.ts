// The TCP connection to PostgreSQL, with Nagle's algorithm off: the driver sends a statement in several writes, and the
// last small one would wait 40 ms for an acknowledgement that the server delays. It halves the time of a COPY.

import { connect, type Socket } from 'node:net';

interface Address {
  host: string[];
  port: number[];
  /** Path of a Unix domain socket. */
  path?: string | false | undefined;
}

/** Opens the socket; writes wait until it is connected, errors reach the driver as events. */
export function openSocket({ host, port, path }: Address): Socket {
  if (typeof path === 'string' && path !== '') return connect({ path });
  return connect({ host: host[0] ?? 'localhost', port: port[0] ?? 5432, noDelay: true });
}
