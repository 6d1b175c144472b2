// The LMTP server (RFC 2033) over the `smtp-server` package: mail servers hand mail over, `take` stores it, and the
// answer follows what `take` said. Promises: 250 only after `take` resolved; 4xx whenever it did not, so that the client
// keeps the mail; a mail beyond the limit is refused (552) without being held; a stop lets mails in flight end.

import { BlockList, isIP } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import { log } from '@/lib/log';
import { GroupCommit } from './group-commit';
import { LMTP_LIMITS } from './limits';
import { MailReceiver } from './receive-data';
import type { LmtpListen, LmtpOptions } from './types';

/** What the package's connections have that its types do not name. */
interface Connection {
  session: SMTPServerSession;
  send(code: number, text: string): void;
}

/** An answer other than 250. */
function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

export class LmtpServer {
  private readonly server: SMTPServer;
  private readonly receiver = new MailReceiver(LMTP_LIMITS.bytesInFlight, LMTP_LIMITS.mailBytes);
  private readonly lanes = new Map<string, GroupCommit<unknown>>();
  private readonly allowed: BlockList;
  private readonly busy = new Set<SMTPServerSession>();
  private isStopping = false;
  private readonly logger = log('receive-lmtp');

  constructor(private readonly options: LmtpOptions) {
    this.allowed = allowList(options.allow);
    this.server = new SMTPServer({
      lmtp: true,
      name: options.name,
      size: LMTP_LIMITS.mailBytes,
      // Not in the types: what outgrew the limit is answered 552 5.3.4 once for each recipient.
      ...{ rejectOversized: true },
      maxClients: options.clients ?? LMTP_LIMITS.clients,
      socketTimeout: options.idleMs ?? LMTP_LIMITS.idleMs,
      closeTimeout: LMTP_LIMITS.drainMs,
      // RFC 2033 §5 demands PIPELINING and ENHANCEDSTATUSCODES.
      hideENHANCEDSTATUSCODES: false,
      disabledCommands: ['AUTH', 'STARTTLS', 'WIZ', 'SHELL', 'KILL'],
      authOptional: true,
      disableReverseLookup: true,
      logger: false,
      onConnect: (session, callback) => callback(this.refusalOf(session)),
      onMailFrom: (_address, _session, callback) =>
        callback(this.isStopping ? reply(421, 'Shutting down, try again later') : null),
      onRcptTo: (address, session, callback) => {
        const count = session.envelope.rcptTo.length;
        if (count >= LMTP_LIMITS.recipients) return callback(reply(452, 'Too many recipients'));
        // An address named twice gets two replies (§4.2), so two entries must not look alike; `lanesOf` knows of it.
        address.address = `${count} ${address.address}`;
        callback();
      },
      // The types allow one answer for all recipients; §4.2 wants one for each, and the package sends an array so.
      onData: (stream, session, callback) => {
        void this.receive(stream, session).then((answer) => {
          callback(null, Array.from(session.envelope.rcptTo, () => answer) as unknown as string);
          this.busy.delete(session);
          if (this.isStopping) this.closeIdle();
        });
      },
    });
    // Broken connections are the client's affair: it kept its mail. Errors of listening come through `listen`.
    this.server.on('error', (error: Error) => this.logger.debug({ err: error }, 'a connection broke'));
  }

  /** Listens; rejects with the system's error where it cannot. Returns the port, or null for a socket file. */
  async listen(listen: LmtpListen): Promise<number | null> {
    const net = this.server.server;
    await new Promise<void>((resolve, reject) => {
      net.once('error', reject);
      const place = listen.kind === 'unix' ? { path: listen.path } : { host: listen.host, port: listen.port };
      this.server.listen(place, () => {
        net.off('error', reject);
        resolve();
      });
    });
    const address = net.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  /** Takes no more connections, lets mails in flight end, then closes; at the latest after the drain's time. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.closeIdle();
    await closed;
  }

  private commitOf(lane: string): GroupCommit<unknown> {
    const known = this.lanes.get(lane);
    if (known !== undefined) return known;
    const made = new GroupCommit((mails) => this.options.take(mails, lane), {
      items: INTAKE_LIMITS.batchMails,
      bytes: INTAKE_LIMITS.batchBytes,
      gatherMs: LMTP_LIMITS.gatherMs,
      timeoutMs: this.options.storeMs ?? LMTP_LIMITS.storeMs,
    });
    this.lanes.set(lane, made);
    return made;
  }

  private refusalOf({ remoteAddress }: SMTPServerSession): Error | null {
    if (this.isStopping) return reply(421, 'Shutting down, try again later');
    // A socket file has no addresses; its permissions say who may connect.
    if (remoteAddress === '') return null;
    const family = isIP(remoteAddress) === 6 ? 'ipv6' : 'ipv4';
    if (this.allowed.check(remoteAddress, family)) return null;
    this.logger.warn({ remoteAddress }, 'a client outside LMTP_ALLOW was refused');
    return reply(554, 'This server is not for you');
  }

  /** The answer for one mail: a text for 250, or an error with its code. Never rejects. */
  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string | Error> {
    this.busy.add(session);
    const tooSlow = setTimeout(() => this.hangUp(session), LMTP_LIMITS.receiveMs);
    try {
      const received = await this.receiver.receive(stream).catch((error: unknown) => {
        this.logger.debug({ err: error }, 'a client went away within a mail');
        return { outcome: 'broken' } as const;
      });
      clearTimeout(tooSlow);
      if (received.outcome === 'broken') return reply(451, 'The mail was cut off');
      if (received.outcome === 'too-large') return reply(552, 'The mail is too large');
      if (received.outcome === 'busy') return reply(452, 'Too much mail at once, try again later');
      try {
        await Promise.all(
          lanesOf(session, this.options).map((lane) => this.commitOf(lane).add(received.source)),
        );
        return 'stored';
      } finally {
        this.receiver.release(received.source);
      }
    } catch (error) {
      this.logger.error({ err: error }, 'a mail could not be stored; the client was told to come again');
      return reply(451, 'The mail could not be stored, try again later');
    } finally {
      clearTimeout(tooSlow);
    }
  }

  private closeIdle(): void {
    for (const connection of this.connections()) {
      if (!this.busy.has(connection.session)) connection.send(421, 'Shutting down, try again later');
    }
  }

  private hangUp(session: SMTPServerSession): void {
    for (const connection of this.connections()) {
      if (connection.session === session) connection.send(421, 'Receiving took too long');
    }
  }

  private connections(): Connection[] {
    return [...(this.server.connections as Set<Connection>)];
  }
}

/** A mail to addresses of several lanes is taken once as each. */
function lanesOf({ envelope }: SMTPServerSession, { laneOf = () => '' }: LmtpOptions): string[] {
  const recipients = envelope.rcptTo.map(({ address }) => address.slice(address.indexOf(' ') + 1));
  return [...new Set(recipients.map(laneOf))];
}

function allowList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8, 'ipv4');
  list.addAddress('::1', 'ipv6');
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
