// A TCP proxy in front of a server, which breaks connections the ways networks do: cut in the middle of an answer, or
// gone silent without a word (half-open).

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface FaultProxy {
  port: number;
  /** How many connections were made through it. */
  connections(): number;
  /** Cuts each of the next `times` connections after `bytes` bytes from the server. */
  cutAfter(bytes: number, times: number): void;
  /** Cuts every connection where `text` comes from the server. */
  cutAt(text: string): void;
  /** From now on nothing passes in either direction, on open and new connections, and nothing is closed. */
  goSilent(): void;
  /** Everything passes again, on new connections. */
  heal(): void;
  stop(): Promise<void>;
}

/** Starts a proxy on loopback in front of `targetPort`, on a free port or on `port`. */
export async function startFaultProxy(targetPort: number, port = 0): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  let isSilent = false;
  let cut = { bytes: 0, times: 0 };
  let fatal: string | null = null;
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(targetPort, '127.0.0.1');
    let left = cut.times > 0 ? cut.bytes : Infinity;
    cut.times -= 1;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => {
      if (!isSilent) upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (isSilent || left <= 0) return;
      const at = fatal === null ? -1 : chunk.indexOf(fatal);
      if (at >= 0) left = at;
      client.write(chunk.subarray(0, Math.min(left, chunk.length)));
      left -= chunk.length;
      if (left <= 0) for (const socket of [client, upstream]) socket.destroySoon();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => {
      if (!isSilent) client.destroySoon();
    });
  });
  server.listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    cutAfter: (bytes, times) => {
      cut = { bytes, times };
    },
    cutAt: (text) => {
      fatal = text;
    },
    goSilent: () => {
      isSilent = true;
    },
    heal: () => {
      isSilent = false;
      fatal = null;
      cut = { bytes: 0, times: 0 };
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
