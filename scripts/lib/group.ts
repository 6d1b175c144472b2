// The processes that run together: each is started again when it ends, later each time; one that keeps ending stops
// the whole. Their output goes to log files; the terminal shows what is a warning or worse.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { LogFile } from './log-file';
import { PINNED_NODE, ROOT } from './paths.mjs';
import { Failure, say } from './say.mjs';

const STOP_TIMEOUT_MS = 15_000;
const CRASHES_IN_A_ROW = 5;
const LONGEST_PAUSE_MS = 30_000;
/** A process that ran this long is not in a crash loop, whatever ended it. */
const STEADY_AFTER_MS = 60_000;

export interface Member {
  name: string;
  /** Arguments of Node. */
  args: string[];
  /** Variables beside those that the supervisor has. */
  env?: Record<string, string>;
}

/** A supervised group. `failed` rejects with a `Failure` when a member is given up. */
export class Group {
  readonly failed: Promise<never>;
  private giveUp: (reason: Failure) => void = () => undefined;
  private readonly running = new Map<string, ChildProcess>();
  private isStopping = false;

  constructor(
    private readonly logDir: string,
    private readonly onPid: (pid: number, isRunning: boolean) => void,
    private readonly firstPauseMs = 1_000,
  ) {
    mkdirSync(logDir, { recursive: true, mode: 0o700 });
    this.failed = new Promise((_, reject) => (this.giveUp = reject));
    this.failed.catch(() => undefined); // Whoever waits for it hears of it.
  }

  /** Starts `member` and keeps it running until `stop`. */
  keep(member: Member): void {
    void this.keepRunning(member, new LogFile(join(this.logDir, `${member.name}.log`)));
  }

  private async keepRunning(member: Member, log: LogFile): Promise<void> {
    for (let crashes = 0; ;) {
      const startedAt = performance.now();
      const last = await this.runOnce(member, log);
      if (this.isStopping) return;
      crashes = performance.now() - startedAt > STEADY_AFTER_MS ? 1 : crashes + 1;
      const ended = `${member.name} ended unexpectedly (${last.how})`;
      if (crashes >= CRASHES_IN_A_ROW) {
        const reason = `${ended}, ${crashes} times in a row. Everything is being stopped; see ${log.path}`;
        return this.giveUp(new Failure(`${last.lines.join('\n')}\n${reason}`));
      }
      const pauseMs = Math.min(LONGEST_PAUSE_MS, this.firstPauseMs * 2 ** (crashes - 1));
      say(`${ended}; it is started again in ${pauseMs / 1000} s.`);
      await sleep(pauseMs);
      if (this.isStopping) return;
    }
  }

  private runOnce(member: Member, log: LogFile): Promise<{ how: string; lines: string[] }> {
    const guard = ['--import', join(ROOT, 'scripts/lib/exit-with-parent.mjs')];
    const child = spawn(PINNED_NODE, [...guard, ...member.args], {
      cwd: ROOT,
      env: { ...process.env, ...member.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.running.set(member.name, child);
    if (child.pid !== undefined) this.onPid(child.pid, true);
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        log.write(line);
        lines.push(line);
        if (lines.length > 20) lines.shift();
        const shown = this.isStopping ? null : shortForm(line, stream === child.stderr);
        if (shown !== null) say(`${member.name}: ${shown}`);
      });
    }
    return new Promise((resolve) => {
      child.once('error', (error) => lines.push(error.message));
      // Whatever it had started itself goes with it, and with it the pipes that 'close' waits for.
      child.once('exit', () => signalGroup(child, 'SIGKILL'));
      child.once('close', (code, signal) => {
        this.running.delete(member.name);
        if (child.pid !== undefined) this.onPid(child.pid, false);
        resolve({ how: signal ?? `exit code ${code}`, lines });
      });
    });
  }

  /** Ends all members: SIGTERM, after 15 s (or when `hurry` fires) SIGKILL; their descendants with them. */
  async stop(hurry: AbortSignal): Promise<void> {
    this.isStopping = true;
    this.signalAll('SIGTERM');
    const patience = performance.now() + STOP_TIMEOUT_MS;
    while (this.running.size > 0 && performance.now() < patience && !hurry.aborted) await sleep(50);
    this.signalAll('SIGKILL');
    while (this.running.size > 0) await sleep(20);
  }

  private signalAll(signal: NodeJS.Signals): void {
    for (const child of this.running.values()) signalGroup(child, signal);
  }
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

const LOG_LINE = z.object({
  level: z.string(),
  msg: z.string().default(''),
  err: z.object({ message: z.string().default('') }).optional(),
});

/** What the terminal shows of a line, or null: warnings and worse in short, and what comes unstructured as an error. */
function shortForm(line: string, isStandardError: boolean): string | null {
  const entry = LOG_LINE.safeParse(jsonOf(line)).data;
  if (entry === undefined) return isStandardError && line.trim() !== '' ? line : null;
  if (!['warn', 'error', 'fatal'].includes(entry.level)) return null;
  return entry.err === undefined ? entry.msg : `${entry.msg}: ${entry.err.message}`;
}

function jsonOf(line: string): unknown {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // Cut off, or not ours.
    throw error;
  }
}
