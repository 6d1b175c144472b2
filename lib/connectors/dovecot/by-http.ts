// Dovecot by doveadm's HTTP API: a list of commands goes in, a list of answers with the same tags comes back. It has no
// `auth lookup`, so a lock cannot be proved this way. Source: Dovecot's manual, "Doveadm HTTP API".

import { z } from 'zod';
import { ConnectorFault } from '@/lib/containment/types';
import { argumentOf } from '../program/run-program';
import { openHttp, type GuardedHttp } from '../guarded-http';
import type { ConnectorReach } from '../types';
import type { DovecotSettings } from './settings';
import type { Dovecot } from './types';

const EX_NOHOST = 68;

const answers = z.tuple([
  z.union([
    z.tuple([z.literal('doveadmResponse'), z.array(z.record(z.string(), z.string())), z.string()]),
    z.tuple([z.literal('error'), z.object({ type: z.string(), exitCode: z.number() }), z.string()]),
  ]),
]);

/** Dovecot, told over HTTP. `key` is `doveadm_api_key`. */
export function dovecotByHttp(settings: DovecotSettings, key: string, reach: ConnectorReach): Dovecot {
  const http = openHttp(settings.dovecotUrl, settings.dovecotCaPem, reach);
  const ask = (command: string, parameters: Record<string, unknown>, fine: number[], signal: AbortSignal) =>
    tell(http, key, { command, parameters, fine }, signal);
  return {
    flush: async (login, signal) =>
      void (await ask('authCacheFlush', { user: [argumentOf(login)] }, [], signal)),
    kick: async (login, signal) =>
      void (await ask('kick', { mask: [argumentOf(login)] }, [EX_NOHOST], signal)),
    sessions: async (login, signal) => {
      const parameters = { separateConnections: true, mask: [argumentOf(login)] };
      const rows = await ask('who', parameters, [EX_NOHOST], signal);
      return rows
        .filter((row) => row['username'] === login)
        .map((row) => ({ service: row['service'] ?? '', pid: row['pid'] ?? '' }));
    },
    mayUse: null,
    close: () => http.close(),
  };
}

async function tell(
  http: GuardedHttp,
  key: string,
  { command, parameters, fine }: { command: string; parameters: Record<string, unknown>; fine: number[] },
  signal: AbortSignal,
): Promise<Record<string, string>[]> {
  const headers = { authorization: `X-Dovecot-API ${Buffer.from(key).toString('base64')}` };
  const { status, body } = await http.post(JSON.stringify([[command, parameters, 'desk']]), headers, signal);
  if (status === 401 || status === 403) throw new ConnectorFault('failed', 'sign-in-refused', { status });
  const read = answers.safeParse(status === 200 ? parsed(body) : null);
  if (!read.success) throw new ConnectorFault('unknown', 'bad-answer', { status });
  const [[kind, said]] = read.data;
  if (kind === 'doveadmResponse') return said;
  if (fine.includes(said.exitCode)) return [];
  throw new ConnectorFault('unknown', 'doveadm-failed', { exit: said.exitCode, text: said.type });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // No JSON is no answer that could be understood.
    return null;
  }
}
