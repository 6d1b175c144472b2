// An allow-listed program carries the measure out, and says by a second command how it stands: for queues, own scripts, and
// whatever has no interface. Its exit codes are those of sysexits.h: 0 done, 75 try again, 64–66, 69–70, 76–78 refused,
// 67 no such account; any other leaves unknown what it did.

import {
  ConnectorFault,
  type Connector,
  type FoundState,
  type MeasureOrder,
  type PriorState,
  type Probe,
} from '@/lib/containment/types';
import { argumentOf, programNamed, runProgram, type ProgramResult } from '../program/run-program';
import { probeByXclient } from '../smtp-probe/xclient-probe';
import type { ConnectorSetup } from '../types';
import { commandMeasuresOf, commandSettings } from './settings';

const EX_NOUSER = 67;
const EX_TEMPFAIL = 75;
const REFUSED = new Set([64, 65, 66, 69, 70, 76, 77, 78]);

type Standing = 'on' | 'off' | 'other';

/** Acts by its commands. */
export function commandConnector({ settings, reach }: ConnectorSetup): Connector {
  const read = commandSettings.parse(settings);
  const run = (args: readonly string[], order: MeasureOrder, signal: AbortSignal) => {
    const path = programNamed(read.program, reach.commands);
    return runProgram(
      path,
      args.map((one) => filled(one, order)),
      signal,
    );
  };
  const standing = async (order: MeasureOrder, signal: AbortSignal): Promise<Standing> => {
    const result = await run(read.readArguments, order, signal);
    if (read.readOnExits.includes(result.exit)) return 'on';
    if (read.readOffExits.includes(result.exit)) return 'off';
    if (read.readOtherExits.includes(result.exit)) return 'other';
    if (result.exit === EX_NOUSER) throw new ConnectorFault('refused', 'account-unknown');
    throw new ConnectorFault('unknown', 'command-failed', detailOf(result));
  };
  /** A release found it as it was before us, and that was restricted. */
  let wasBefore = false;

  return {
    measures: commandMeasuresOf(read),
    // Nothing is known of a password before, and nothing is kept.
    readPrior: async (order, signal): Promise<PriorState> =>
      order.kind === 'new-password' ? {} : { state: await standing(order, signal) },
    apply: async (order, _prior, signal) => {
      const args = order.wanted === 'on' ? read.onArguments : read.offArguments;
      demand(await run(args, order, signal));
    },
    readBack: async (order, prior, signal) => {
      const state = await standing(order, signal);
      wasBefore = order.wanted === 'off' && state !== 'off' && prior['state'] === state;
      return { found: foundOf(state, order, prior), seen: { state } };
    },
    probe: async (order, signal): Promise<Probe> => {
      if (wasBefore) return { result: 'not-provable', code: 'locked-before', detail: {} };
      if (read.proveArguments.length > 0) return proofOf(await run(read.proveArguments, order, signal), read);
      if (read.probe !== null && order.kind === 'send-lock')
        return probeByXclient(order.account.login, read.probe, signal);
      return { result: 'not-provable', code: 'no-probe', detail: {} };
    },
    setPassword: async (login, password, signal) => {
      if (read.passwordArguments.length === 0) throw new ConnectorFault('refused', 'not-supported');
      const path = programNamed(read.program, reach.commands);
      const args = read.passwordArguments.map((one) => (one === '{login}' ? argumentOf(login) : one));
      // On standard input alone: arguments are seen by everybody who may list processes.
      demandSilently(await runProgram(path, args, signal, { input: `${password}\n` }));
    },
    close: () => Promise.resolve(),
  };
}

/** A placeholder is replaced as a whole argument; everything else stays as it is written. */
function filled(argument: string, order: MeasureOrder): string {
  const { account, caseNumber, kind, idempotencyKey, parameters } = order;
  switch (argument) {
    case '{login}':
      return argumentOf(account.login);
    case '{domain}':
      return argumentOf(account.domain ?? '');
    case '{case}':
      return argumentOf(caseNumber);
    case '{measure}':
      return kind;
    case '{key}':
      return idempotencyKey;
    case '{perHour}':
      return String(parameters.recipientsPerHour ?? 0);
    default:
      return argument;
  }
}

/** As `demand`, without a word of what it printed: it may repeat what it read. */
function demandSilently({ exit }: ProgramResult): void {
  demand({ exit, output: '', errors: '' });
}

function demand(result: ProgramResult): void {
  const { exit } = result;
  if (exit === 0) return;
  if (exit === EX_NOUSER) throw new ConnectorFault('refused', 'account-unknown');
  if (exit === EX_TEMPFAIL) throw new ConnectorFault('failed', 'command-failed', detailOf(result));
  if (REFUSED.has(exit)) throw new ConnectorFault('refused', 'command-failed', detailOf(result));
  throw new ConnectorFault('unknown', 'command-failed', detailOf(result));
}

/** What was restricted before us is free of us once it is so again. */
function foundOf(state: Standing, { wanted }: MeasureOrder, prior: PriorState): FoundState {
  if (wanted === 'off' && prior['state'] === state) return 'free';
  return ({ on: 'ours', off: 'free', other: 'other' } as const)[state];
}

function proofOf(
  result: ProgramResult,
  { holdsExits, doesNotHoldExits }: { holdsExits: number[]; doesNotHoldExits: number[] },
): Probe {
  const detail = { exit: result.exit };
  if (holdsExits.includes(result.exit)) return { result: 'holds', code: 'command-proved', detail };
  if (doesNotHoldExits.includes(result.exit))
    return { result: 'does-not-hold', code: 'command-disproved', detail };
  throw new ConnectorFault('unknown', 'command-failed', detailOf(result));
}

function detailOf({ exit, errors, output }: ProgramResult): Record<string, string | number> {
  return { exit, text: ((errors || output).split('\n')[0] ?? '').slice(0, 200) };
}
