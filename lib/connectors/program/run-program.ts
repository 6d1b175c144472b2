// Runs one allow-listed program: arguments as an array, no shell, an environment of two names, a limit of time and of
// output; input only where the caller has some. What it may be stands in CONNECTOR_COMMANDS alone; the database only names it.

import { spawn } from 'node:child_process';
import { ConnectorFault } from '@/lib/containment/types';

/** More than this is no answer to one question about one account. */
const MOST_BYTES = 64 * 1024;

const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LANG: 'C.UTF-8',
  NODE_ENV: 'production' as const,
};

export interface ProgramOptions {
  /** Written to its standard input, which is closed then. */
  input?: string;
  /** Of output, for questions about more than one account. */
  mostBytes?: number;
}

export interface ProgramResult {
  exit: number;
  /** Standard output, and what it complained of. */
  output: string;
  errors: string;
}

/**
 * A login that may stand in an argument: not read as an option, not a pattern (`doveadm kick '*'` ends everybody's
 * sessions), and nothing that a remote shell behind ssh would read. Throws `ConnectorFault`.
 */
export function argumentOf(login: string): string {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}._+=@-]{0,254}$/u.test(login))
    throw new ConnectorFault('refused', 'login-not-safe');
  return login;
}

/** Runs it. Throws `ConnectorFault`: `program-missing` before it ran, `time-out` or `bad-answer` where nobody knows. */
export function runProgram(
  path: string,
  args: readonly string[],
  signal: AbortSignal,
  { input, mostBytes = MOST_BYTES }: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that whatever it started ends with it.
    const child = spawn(path, args, {
      shell: false,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: environment,
      cwd: '/',
    });
    // It may end before it read everything: its exit says what that means.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let size = 0;
    const end = (fault: ConnectorFault) => {
      reject(fault);
      killGroup(child.pid);
    };
    const give = () => end(new ConnectorFault('unknown', 'time-out'));
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > mostBytes) end(new ConnectorFault('unknown', 'bad-answer', { bytes: mostBytes }));
        else output[name].push(chunk);
      });
    child.once('error', (error) => {
      const code = 'code' in error ? String(error.code) : 'unknown';
      reject(new ConnectorFault('failed', 'program-missing', { reason: code }));
    });
    child.once('close', (exit, killedBy) => {
      signal.removeEventListener('abort', give);
      if (exit === null) reject(new ConnectorFault('unknown', 'bad-answer', { signal: killedBy ?? '' }));
      else resolve({ exit, output: textOf(output.stdout), errors: textOf(output.stderr) });
    });
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}

/** The allow-listed path of a name. Throws `ConnectorFault` where the configuration does not have it. */
export function programNamed(name: string, commands: ReadonlyMap<string, string>): string {
  const path = commands.get(name);
  if (path === undefined) throw new ConnectorFault('refused', 'program-not-allowed', { program: name });
  return path;
}

const textOf = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It is over already.
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ESRCH') throw error;
  }
}
