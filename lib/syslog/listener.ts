// The syslog listener: TCP and UDP on one address, for senders on the list and for this machine. UDP may lose messages on
// its way, as it always may; TCP waits when the desk cannot take more.

import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { BlockList, createServer, isIP, type Server, type Socket } from 'node:net';
import { log } from '@/lib/log';
import { FramingError, MAX_MESSAGE, SyslogFramer } from './framing';

/** A mail server has one or two; more than this is no mail server. */
const MOST_CONNECTIONS = 200;
/** What the kernel keeps of UDP while a batch is written. */
const UDP_BUFFER = 4 * 1024 * 1024;

export interface SyslogOptions {
  host: string;
  port: number;
  /** CIDR ranges that may send, beside this machine. */
  allow: readonly string[];
  /** Takes one message. False: no more until `resume`. */
  take(message: Buffer): boolean;
}

export class SyslogListener {
  readonly #options: SyslogOptions;
  readonly #allowed = new BlockList();
  readonly #tcp: Server;
  readonly #udp: UdpSocket;
  readonly #open = new Set<Socket>();
  readonly #logger = log('receive-syslog');
  #isFull = false;
  /** Datagrams that came while nothing could be taken. */
  dropped = 0;

  constructor(options: SyslogOptions) {
    this.#options = options;
    for (const range of ['127.0.0.0/8', '::1/128', ...options.allow]) {
      const [address = '', bits = ''] = range.split('/');
      this.#allowed.addSubnet(address, Number(bits), familyOf(address));
    }
    this.#tcp = createServer({ keepAlive: true }, (socket) => this.#connect(socket));
    this.#tcp.maxConnections = MOST_CONNECTIONS;
    this.#udp = createSocket({
      type: isIP(options.host) === 6 ? 'udp6' : 'udp4',
      recvBufferSize: UDP_BUFFER,
    });
    this.#udp.on('message', (message, { address }) => {
      if (!this.#isAllowed(address) || message.length > MAX_MESSAGE) return;
      if (this.#isFull) this.dropped += 1;
      else this.#take(message);
    });
  }

  /** Listens; answers the port (one of the system's choice where 0 was asked for). Throws what the system says. */
  async listen(): Promise<number> {
    const { host, port } = this.#options;
    this.#tcp.listen(port, host);
    await once(this.#tcp, 'listening');
    const address = this.#tcp.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    this.#udp.bind(bound, host);
    await once(this.#udp, 'listening');
    this.#udp.on('error', (error) => this.#logger.warn({ err: error }, 'UDP fails'));
    this.#tcp.on('error', (error) => this.#logger.warn({ err: error }, 'TCP fails'));
    return bound;
  }

  /** There is room again. */
  resume(): void {
    if (!this.#isFull) return;
    this.#isFull = false;
    for (const socket of this.#open) socket.resume();
  }

  async stop(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await Promise.all([
      new Promise<void>((resolve) => this.#tcp.close(() => resolve())),
      new Promise<void>((resolve) => this.#udp.close(() => resolve())),
    ]);
  }

  #connect(socket: Socket): void {
    // A sender that is not on the list learns nothing.
    if (!this.#isAllowed(socket.remoteAddress ?? '')) {
      socket.destroy();
      return;
    }
    const framer = new SyslogFramer();
    this.#open.add(socket);
    if (this.#isFull) socket.pause();
    socket.on('close', () => this.#open.delete(socket));
    socket.on('error', (error) => this.#logger.debug({ err: error }, 'a connection broke'));
    socket.on('data', (chunk) => {
      try {
        for (const message of framer.push(chunk)) this.#take(message);
      } catch (error) {
        if (!(error instanceof FramingError)) throw error;
        this.#logger.warn({ from: socket.remoteAddress, reason: error.message }, 'a sender speaks no syslog');
        socket.destroy();
      }
    });
  }

  #take(message: Buffer): void {
    if (this.#options.take(message) || this.#isFull) return;
    this.#isFull = true;
    for (const socket of this.#open) socket.pause();
  }

  #isAllowed(address: string): boolean {
    // IPv4 over a socket of both families: ::ffff:192.0.2.1.
    const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
    return isIP(plain) !== 0 && this.#allowed.check(plain, familyOf(plain));
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
