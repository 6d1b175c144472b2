// What our policy service costs beside a server that only says DUNNO, at 2,000 questions a second over twenty
// connections, as Postfix would ask: one in ten about an account that is locked or throttled, out of ten thousand, and one
// in ten about a bulk sender, of whom a hundred have a thousand recipients each whom they are refused.
// Promise: both are asked the same by the same client in turns; the ratio of the processor time an answer takes, client
// included, and of the slowest hundredth is printed.

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Restriction } from '@/lib/policy-service/decide';
import { Quota } from '@/lib/policy-service/quota';
import { PolicyServer } from '@/lib/policy-service/server';
import { addressMark } from '@/lib/suppression/tokens';

const PER_SECOND = 2_000;
const SECONDS = 4;
const CONNECTIONS = 20;
const RESTRICTED = 10_000;
/** Bulk senders, each with a thousand refused recipients. */
const BULK_SENDERS = 100;
const ROUNDS = 3;
/** Ours may take this many times the processor time of saying nothing but DUNNO. */
const CPU_LIMIT = 1.5;
/** And its slowest hundredth this many times as long, plus what a timer is late. */
const P99_LIMIT = 2;
const P99_GRACE_MS = 2;

interface Figures {
  /** Processor time of client and server, in µs an answer. */
  cpuMicros: number;
  p99Ms: number;
}

/** Runs the comparison; `ok` is false where a limit is missed. */
export async function run(): Promise<{ ok: boolean; lines: string[] }> {
  const [plain, ours] = [await startPlain(), await startOurs()];
  const best: { plain: Figures | null; ours: Figures | null } = { plain: null, ours: null };
  for (let round = 0; round < ROUNDS; round += 1) {
    best.plain = better(best.plain, await ask(plain.port));
    best.ours = better(best.ours, await ask(ours.port));
  }
  await Promise.all([plain.stop(), ours.stop()]);
  const [a, b] = [best.ours as Figures, best.plain as Figures];
  const cpu = a.cpuMicros / b.cpuMicros;
  const isFast = a.p99Ms <= b.p99Ms * P99_LIMIT + P99_GRACE_MS;
  const line =
    `policy: at ${PER_SECOND}/s ${a.cpuMicros.toFixed(0)} µs an answer against ${b.cpuMicros.toFixed(0)} µs of a server that ` +
    `only says DUNNO, ratio ${cpu.toFixed(2)} (limit: at most ${CPU_LIMIT}); slowest hundredth ${a.p99Ms.toFixed(2)} ms ` +
    `against ${b.p99Ms.toFixed(2)} ms (limit: ${P99_LIMIT} times and ${P99_GRACE_MS} ms)`;
  return { ok: cpu <= CPU_LIMIT && isFast, lines: [line] };
}

const better = (old: Figures | null, now: Figures): Figures =>
  old === null
    ? now
    : { cpuMicros: Math.min(old.cpuMicros, now.cpuMicros), p99Ms: Math.min(old.p99Ms, now.p99Ms) };

interface Running {
  port: number;
  stop(): Promise<void>;
}

async function startOurs(): Promise<Running> {
  const snapshot = new Map<string, Restriction>();
  for (let i = 0; i < RESTRICTED; i += 1)
    snapshot.set(loginOf(i), {
      mode: i % 2 === 0 ? 'locked' : 'throttled',
      recipientsPerHour: i % 2 === 0 ? null : 1_000_000,
      caseNumber: 'AD-2026-0042',
      language: 'de',
    });
  const lease = (_login: string, _hour: number, _limit: number, wanted: number) => Promise.resolve(wanted);
  const byLogin = new Map(
    Array.from({ length: BULK_SENDERS }, (_, i) => [
      loginOf(RESTRICTED + i),
      {
        language: 'de',
        marks: new Set(Array.from({ length: 1_000 }, (_, n) => addressMark('key', `${n}@example.net`))),
      },
    ]),
  );
  const refusals = { key: 'key', byLogin, version: '1' };
  const state = { snapshot, texts: { locked: {}, throttled: {}, suppressed: {} }, refusals };
  const server = new PolicyServer(() => state, new Quota(lease));
  return { port: await server.listen('127.0.0.1', 0), stop: () => server.stop() };
}

async function startPlain(): Promise<Running> {
  const open = new Set<Socket>();
  const server: Server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      let answer = '';
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        text = text.slice(end + 2);
        answer += 'action=DUNNO\n\n';
      }
      if (answer !== '') socket.write(answer);
    });
    socket.on('error', () => open.delete(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const loginOf = (i: number): string => `konto${i}@example.com`;

/** One in ten is restricted, one in ten is a bulk sender with refused recipients. */
function senderOf(n: number, lane: number): string {
  if (n % 10 === 0) return loginOf((n * 31 + lane * 7) % RESTRICTED);
  return n % 10 === 5 ? loginOf(RESTRICTED + ((n * 31 + lane * 7) % BULK_SENDERS)) : `frei${n}@example.com`;
}

function questionAbout(login: string): string {
  return (
    'request=smtpd_access_policy\nprotocol_state=RCPT\nprotocol_name=ESMTP\nclient_address=192.0.2.7\n' +
    'client_name=pc7.example.com\nclient_port=52105\nreverse_client_name=pc7.example.com\nhelo_name=pc7\nqueue_id=\n' +
    `sender=${login}\nrecipient=leser@example.net\nrecipient_count=0\ninstance=1a2.6744\nsasl_method=PLAIN\n` +
    `sasl_username=${login}\nsasl_sender=\nsize=4711\nencryption_protocol=TLSv1.3\npolicy_context=\n\n`
  );
}

/** Asks at an even pace over all connections, each waiting for its answer as Postfix does. */
async function ask(port: number): Promise<Figures> {
  const sockets = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const socket = connect({ host: '127.0.0.1', port, noDelay: true });
      await once(socket, 'connect');
      return socket;
    }),
  );
  const waits: number[] = [];
  const cpu = process.cpuUsage();
  await Promise.all(sockets.map((socket, i) => askOver(socket, i, waits)));
  const { user, system } = process.cpuUsage(cpu);
  for (const socket of sockets) socket.destroy();
  waits.sort((a, b) => a - b);
  return { cpuMicros: (user + system) / waits.length, p99Ms: waits[Math.floor(waits.length * 0.99)] ?? 0 };
}

async function askOver(socket: Socket, lane: number, waits: number[]): Promise<void> {
  const count = (PER_SECOND * SECONDS) / CONNECTIONS;
  const start = performance.now();
  for (let n = 0; n < count; n += 1) {
    const due = start + (n * 1_000 * CONNECTIONS) / PER_SECOND;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    const login = senderOf(n, lane);
    const asked = performance.now();
    socket.write(questionAbout(login));
    await once(socket, 'data');
    waits.push(performance.now() - asked);
  }
}
