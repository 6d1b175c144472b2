// Dovecot by its own program. Sources: doveadm-auth(1), doveadm-kick(1), doveadm-who(1); exit codes of sysexits.h.

import { ConnectorFault } from '@/lib/containment/types';
import { argumentOf, programNamed, runProgram, type ProgramResult } from '../program/run-program';
import type { ConnectorReach } from '../types';
import type { DovecotSettings } from './settings';
import type { Dovecot } from './types';

/** The passdb has no such user, or does not let it in. */
const EX_NOUSER = 67;
/** Nobody is connected. */
const EX_NOHOST = 68;

/** Dovecot, told by an allow-listed program. */
export function dovecotByCommand(settings: DovecotSettings, { commands }: ConnectorReach): Dovecot {
  const run = (args: string[], signal: AbortSignal): Promise<ProgramResult> => {
    const path = programNamed(settings.dovecotProgram, commands);
    return runProgram(path, [...settings.dovecotArguments, ...args], signal);
  };
  const demand = (result: ProgramResult, ...fine: number[]): ProgramResult => {
    if (result.exit !== 0 && !fine.includes(result.exit))
      throw new ConnectorFault('unknown', 'doveadm-failed', { exit: result.exit, text: lineOf(result) });
    return result;
  };
  return {
    flush: async (login, signal) =>
      void demand(await run(['auth', 'cache', 'flush', argumentOf(login)], signal)),
    kick: async (login, signal) => void demand(await run(['kick', argumentOf(login)], signal), EX_NOHOST),
    sessions: async (login, signal) => {
      const result = demand(await run(['-f', 'tab', 'who', '-1', argumentOf(login)], signal), EX_NOHOST);
      return sessionsOf(result.output, login);
    },
    mayUse: async (login, service, signal) => {
      const args = ['auth', 'lookup', '-x', `service=${service}`, argumentOf(login)];
      return demand(await run(args, signal), EX_NOUSER).exit === 0;
    },
    close: () => undefined,
  };
}

/** Rows under a heading, columns `username proto pid ip` separated by tabs. */
function sessionsOf(output: string, login: string): { service: string; pid: string }[] {
  return output
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([user]) => user === login)
    .map(([, service = '', pid = '']) => ({ service, pid }));
}

function lineOf({ errors, output }: ProgramResult): string {
  return ((errors || output).split('\n')[0] ?? '').slice(0, 200);
}
