// A small name server on loopback for tests: A and TXT records out of a table, "no such name" for everything else, and
// all that a server does that does not answer (RFC 1035 §4.1 messages, §4.2.2 TCP). What it was asked can be read.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

interface NameRecords {
  a?: string[];
  txt?: string[];
  /** Instead of an answer: a code of failure, or nothing at all. */
  fails?: 'servfail' | 'refused' | 'silent';
  /** By UDP without records and marked as cut; whole by TCP alone. */
  isTruncated?: boolean;
}

export interface NameServer {
  /** `127.0.0.1:PORT`, as DNS_SERVERS takes it. */
  address: string;
  /** By name in lower case; tests change it while it runs. */
  records: Map<string, NameRecords>;
  /** Names of the questions, each as often as it was asked. */
  asked: string[];
  /** How many of them came by TCP. */
  byTcp: number;
  close(): void;
}

const rcodes = { servfail: 2, refused: 5, none: 0, 'no-such-name': 3 } as const;
const types = { 1: 'a', 16: 'txt' } as const;

/** Starts it; with TCP beside UDP where the test wants that. The caller closes it. */
export async function startNameServer({ withTcp = false } = {}): Promise<NameServer> {
  const socket: Socket = createSocket('udp4');
  const tcp = createServer();
  const server: NameServer = {
    address: '',
    records: new Map(),
    asked: [],
    byTcp: 0,
    close: () => {
      socket.close();
      if (tcp.listening) tcp.close();
    },
  };
  socket.on('message', (query, from) => {
    const answer = answerTo(query, server, 'udp');
    if (answer !== null) socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  server.address = `127.0.0.1:${port}`;
  if (withTcp) await listenOnTcp(tcp, server, port);
  return server;
}

/** A question is small enough to come in one piece over loopback: two octets of length before it (§4.2.2). */
async function listenOnTcp(tcp: Server, server: NameServer, port: number): Promise<void> {
  tcp.on('connection', (client) => {
    client.unref();
    client.on('error', () => client.destroy());
    client.on('data', (data: Buffer) => {
      server.byTcp += 1;
      const answer = answerTo(data.subarray(2), server, 'tcp');
      if (answer === null) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      client.write(Buffer.concat([length, answer]));
    });
  });
  tcp.listen(port, '127.0.0.1');
  await once(tcp, 'listening');
}

/** The answer; null where the server keeps silent. */
function answerTo(query: Buffer, server: NameServer, over: 'udp' | 'tcp'): Buffer | null {
  const { name, type, end } = readQuestion(query);
  server.asked.push(name);
  const known = server.records.get(name);
  if (known?.fails === 'silent') return null;
  const isCut = known?.isTruncated === true && over === 'udp';
  const kind = isCut || known?.fails !== undefined ? undefined : types[type as keyof typeof types];
  const data = kind === undefined ? [] : (known?.[kind] ?? []).map(kind === 'a' ? addressData : textData);
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  const rcode = rcodes[known === undefined ? 'no-such-name' : (known.fails ?? 'none')];
  header.writeUInt16BE(0x8180 | (isCut ? 0x0200 : 0) | rcode, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data.length, 6);
  return Buffer.concat([header, query.subarray(12, end), ...data.map((one) => record(type, one))]);
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** One record that points back to the name of the question, to be kept for no time. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

const addressData = (address: string): Buffer => Buffer.from(address.split('.').map(Number));
const textData = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
};
