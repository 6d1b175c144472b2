// A lane whose reader falls for two kinds of poison, for tests: at a mail with the header `X-Poison: loop` it never comes
// back, at `X-Poison: heap` it takes memory until there is none. Nothing in the product starts this file.

import { parentPort, workerData } from 'node:worker_threads';
import { zstdDecompressSync } from 'node:zlib';
import { endSql } from '@/lib/db/sql';
import type { ClaimedMessage } from '@/lib/reports/types';
import { LaneState } from '../lane-state';
import { runLane } from '../run-lane';

class PoisonedState extends LaneState {
  protected override reading(message: ClaimedMessage): void {
    super.reading(message);
    const poison = /^X-Poison: (\w+)/m.exec(zstdDecompressSync(message.bytes).toString('latin1'))?.[1];
    if (poison === 'loop') loopForever();
    if (poison === 'heap') takeMemory();
  }
}

function loopForever(): never {
  for (let turns = 0; ; turns += 1) Math.sqrt(turns);
}

function takeMemory(): never {
  for (const taken: string[][] = []; ;) taken.push(Array.from({ length: 100_000 }, (_, i) => `kept ${i}`));
}

if (parentPort === null) throw new Error('a lane is a thread of the worker process-messages');
await runLane(new PoisonedState((workerData as { memory: SharedArrayBuffer }).memory), parentPort);
await endSql();
