// One lane of processing, as a thread: claims, reads and files batch after batch, with database connections and an event
// loop of its own. It says in shared memory what it reads; whoever started it ends it where a mail does not come back.

import { parentPort, workerData } from 'node:worker_threads';
import { endSql } from '@/lib/db/sql';
import { LaneState } from './lane-state';
import { runLane } from './run-lane';

if (parentPort === null) throw new Error('a lane is a thread of the worker process-messages');
await runLane(new LaneState((workerData as { memory: SharedArrayBuffer }).memory), parentPort);
await endSql();
