// The server that Postfix asks before it accepts a recipient. It answers from a snapshot in memory and never waits for
// anything but a lease; what it does not understand it answers by closing the connection, and Postfix then goes on as the
// documented `default_action=DUNNO` says.

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { log } from '@/lib/log';
import { decide, PASS, SILENT_LOGIN, type PolicyTexts, type Refusals, type Snapshot } from './decide';
import { formatAnswer, PolicyFramer, type PolicyRequest } from './protocol';
import type { Quota } from './quota';

/** What requests are decided by; replaced whole when something changes. */
export interface PolicyState {
  snapshot: Snapshot;
  texts: PolicyTexts;
  /** Absent: nobody is refused a recipient. */
  refusals?: Refusals;
}

export class PolicyServer {
  readonly #state: () => PolicyState;
  readonly #quota: Quota;
  readonly #now: () => number;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #logger = log('postfix-policy');
  /** Requests answered since the start. */
  answered = 0;

  constructor(state: () => PolicyState, quota: Quota, now: () => number = Date.now) {
    this.#state = state;
    this.#quota = quota;
    this.#now = now;
    this.#server = createServer({ noDelay: true }, (socket) => this.#connect(socket));
  }

  /** Listens; answers the port (one of the system's choice where 0 was asked for). */
  async listen(host: string, port: number): Promise<number> {
    this.#server.listen(port, host);
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Ends all connections; Postfix then asks the next process, or nobody. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  #connect(socket: Socket): void {
    const framer = new PolicyFramer();
    this.#open.add(socket);
    socket.on('close', () => this.#open.delete(socket));
    socket.on('error', (error) => this.#logger.debug({ err: error }, 'a connection broke'));
    // Answers go out in the order of the requests, though one of them may wait for a lease.
    let last: Promise<void> | null = null;
    socket.on('data', (chunk: Buffer) => {
      try {
        let text = '';
        for (const request of framer.push(chunk)) {
          if (request.saslUsername === SILENT_LOGIN) return void socket.destroy();
          const answer = last === null ? this.#answer(request) : null;
          if (typeof answer === 'string') text += formatAnswer(answer);
          else {
            if (text !== '') socket.write(text);
            text = '';
            const pending: Promise<void> = this.#answerLater(socket, request, last, answer);
            last = pending;
            void pending.finally(() => {
              if (last === pending) last = null;
            });
          }
        }
        if (text !== '') socket.write(text);
      } catch (error) {
        this.#logger.warn({ err: error }, 'a connection does not speak the policy protocol');
        socket.destroy();
      }
    });
  }

  async #answerLater(
    socket: Socket,
    request: PolicyRequest,
    before: Promise<void> | null,
    begun: Promise<string> | null,
  ): Promise<void> {
    await before;
    const answer = await (begun ?? this.#answer(request));
    if (!socket.destroyed) socket.write(formatAnswer(answer));
  }

  #answer(request: PolicyRequest): string | Promise<string> {
    this.answered += 1;
    const { snapshot, texts, refusals } = this.#state();
    const decision = decide(request, snapshot, texts, refusals);
    if (decision.kind === 'pass') return PASS;
    if (decision.kind === 'refuse') return decision.action;
    const { login, recipientsPerHour, action } = decision;
    return this.#quota.take(login, recipientsPerHour, this.#now()).then((may) => (may ? PASS : action));
  }
}
