// Postfix's own programs, as this connector runs them. Sources: postqueue(1), postcat(1), postsuper(1) of Postfix 3.7.
// What they are given is checked: a queue id is letters and digits, and nothing else stands in an argument.

import { ConnectorFault } from '@/lib/containment/types';
import { programNamed, runProgram, type ProgramResult } from '../program/run-program';
import type { ConnectorReach } from '../types';
import { envelopeMostBytes, headerMostBytes, listingMostBytes } from './limits';
import type { PostfixQueueSettings } from './settings';

export interface QueuePrograms {
  /** One JSON object a line. */
  listing(signal: AbortSignal): Promise<string>;
  /** What postcat prints of these mails: their envelopes, or envelopes and headers. It stops at one that is gone. */
  contents(ids: readonly string[], what: 'envelope' | 'header', signal: AbortSignal): Promise<ProgramResult>;
  /** One operation on these mails, in the queues named; an id that is not there is passed over. */
  operate(
    option: '-h' | '-H' | '-r' | '-f' | '-d',
    ids: readonly string[],
    queues: readonly ('hold' | 'incoming' | 'active' | 'deferred')[],
    signal: AbortSignal,
  ): Promise<void>;
}

/** Short ids are hexadecimal, long ones of 52 letters and digits; longer than 20 is neither. */
export function isQueueId(text: string): boolean {
  return /^[0-9A-Za-z]{5,25}$/.test(text);
}

/** The programs of these settings. */
export function queuePrograms(settings: PostfixQueueSettings, { commands }: ConnectorReach): QueuePrograms {
  const place = settings.configDirectory === '' ? [] : ['-c', settings.configDirectory];
  return {
    listing: async (signal) => {
      const path = programNamed(settings.postqueueProgram, commands);
      const options = { mostBytes: listingMostBytes };
      const result = await runProgram(path, [...place, '-j'], signal, options);
      // Nothing was done: it may be asked again.
      if (result.exit !== 0) throw new ConnectorFault('failed', 'queue-not-listed', detailOf(result));
      return result.output;
    },
    contents: (ids, what, signal) => {
      const path = programNamed(settings.postcatProgram, commands);
      const isEnvelope = what === 'envelope';
      const options = { mostBytes: isEnvelope ? envelopeMostBytes : headerMostBytes };
      const flags = isEnvelope ? ['-q', '-e'] : ['-q', '-e', '-h'];
      return runProgram(path, [...place, ...flags, ...checked(ids)], signal, options);
    },
    operate: async (option, ids, queues, signal) => {
      const path = programNamed(settings.postsuperProgram, commands);
      const input = checked(ids).map((id) => `${id}\n`);
      const result = await runProgram(path, [...place, option, '-', ...queues], signal, {
        input: input.join(''),
        // It says a line or two about each.
        mostBytes: 1_024 + 200 * ids.length,
      });
      if (result.exit !== 0) throw faultOf(result);
    },
  };
}

function checked(ids: readonly string[]): readonly string[] {
  if (!ids.every(isQueueId)) throw new ConnectorFault('refused', 'queue-id-strange');
  return ids;
}

function faultOf(result: ProgramResult): ConnectorFault {
  if (/reserved for the superuser/.test(result.errors))
    return new ConnectorFault('refused', 'queue-not-allowed', detailOf(result));
  if (/invalid option|usage:/.test(result.errors))
    return new ConnectorFault('refused', 'postfix-too-old', detailOf(result));
  return new ConnectorFault('unknown', 'queue-program-failed', detailOf(result));
}

function detailOf({ exit, errors, output }: ProgramResult): Record<string, string | number> {
  return { exit, text: ((errors || output).split('\n')[0] ?? '').slice(0, 200) };
}
