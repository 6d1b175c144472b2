// The processor as a process of its own, for tests: with the product's lanes, or with `poison` as its argument with lanes
// that fall for poison. Says each end of a lane on standard output. Nothing in the product starts this file.

import { endSql } from '@/lib/db/sql';
import { processMessages } from '../process-messages';

const poisoned = { file: new URL('./poison-lane.ts', import.meta.url), cpuMs: 3_000, heapMib: 160 };
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
await processMessages(stop.signal, {
  lane: process.argv[2] === 'poison' ? poisoned : {},
  onLaneEnd: (end) => console.log(`lane ended: ${end}`),
});
await endSql();
