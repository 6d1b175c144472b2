// Tells when a lane does not come back from a mail. Processor time decides, as the thread itself has it: on a busy or
// suspended machine an honest mail takes as long as it takes. Where the thread answers nothing, the clock does.

import type { Worker } from 'node:worker_threads';
import type { LaneReading, LaneState } from './lane-state';

export interface LaneLimits {
  /** Processor time of one reading after which another lane should take over what waits. */
  slowMs: number;
  /** Processor time of one reading. */
  cpuMs: number;
  /** Time by the clock without any sign of life. */
  elapsedMs: number;
}

/** Often enough that a limit of seconds is kept to a tenth; a mail in the ordinary is never seen twice. */
const LOOK_MS = 200;

interface Sight {
  /** The same reading, or the same silence, as long as these stay what they are. */
  serial: number;
  beats: number;
  reading: LaneReading | null;
  sinceMs: number;
  firstCpuMs: number | null;
  isSlow: boolean;
}

export interface LaneEvents {
  /** A reading takes long. */
  onSlow(): void;
  /** It came back after all. */
  onBack(): void;
  /** Told once: the reading that went on too long, null where the lane hangs between mails. */
  onOverdue(reading: LaneReading | null): void;
}

/** Watches until the function it returns is called, or something is overdue. */
export function watchLane(
  thread: Worker,
  state: LaneState,
  limits: LaneLimits,
  events: LaneEvents,
): () => void {
  let sight: Sight | null = null;
  const overdue = (seen: Sight): void => {
    clearInterval(timer);
    events.onOverdue(seen.reading);
  };
  const judge = (seen: Sight, usedMs: number): void => {
    if (state.serial !== seen.serial) return;
    if (usedMs > limits.cpuMs) overdue(seen);
    else if (usedMs > limits.slowMs && !seen.isSlow) {
      seen.isSlow = true;
      events.onSlow();
    }
  };
  const look = (): void => {
    const { serial, beats, current } = state;
    if (sight === null || sight.serial !== serial || sight.beats !== beats) {
      if (sight?.isSlow === true) events.onBack();
      sight = {
        serial,
        beats,
        reading: current,
        sinceMs: performance.now(),
        firstCpuMs: null,
        isSlow: false,
      };
      return;
    }
    const seen = sight;
    if (performance.now() - seen.sinceMs > limits.elapsedMs) overdue(seen);
    else if (seen.reading !== null) void usedSince(thread, seen).then((usedMs) => judge(seen, usedMs));
  };
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}

/** Processor time that the thread used since its reading was first asked for. One that ended meanwhile used none. */
async function usedSince(thread: Worker, sight: Sight): Promise<number> {
  const used = await thread.cpuUsage().catch(() => null);
  if (used === null) return 0;
  const nowMs = (used.user + used.system) / 1_000;
  sight.firstCpuMs ??= nowMs;
  return nowMs - sight.firstCpuMs;
}
