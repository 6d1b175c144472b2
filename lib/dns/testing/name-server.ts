// A small name server on loopback for tests: A and TXT records out of a table, "no such name" for everything else
// (RFC 1035 §4.1). What it was asked can be read.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

interface NameRecords {
  a?: string[];
  txt?: string[];
}

export interface NameServer {
  /** `127.0.0.1:PORT`, as DNS_SERVERS takes it. */
  address: string;
  /** By name in lower case; tests change it while it runs. */
  records: Map<string, NameRecords>;
  /** Names of the questions, each as often as it was asked. */
  asked: string[];
  close(): void;
}

const types = { 1: 'a', 16: 'txt' } as const;

/** Starts it. The caller closes it. */
export async function startNameServer(): Promise<NameServer> {
  const socket: Socket = createSocket('udp4');
  const server: NameServer = {
    address: '',
    records: new Map(),
    asked: [],
    close: () => socket.close(),
  };
  socket.on('message', (query, from) => {
    socket.send(answerTo(query, server), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  server.address = `127.0.0.1:${socket.address().port}`;
  return server;
}

function answerTo(query: Buffer, server: NameServer): Buffer {
  const { name, type, end } = readQuestion(query);
  server.asked.push(name);
  const known = server.records.get(name);
  const kind = types[type as keyof typeof types];
  const data = kind === undefined ? [] : (known?.[kind] ?? []).map(kind === 'a' ? addressData : textData);
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(known === undefined ? 0x8183 : 0x8180, 2);
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
