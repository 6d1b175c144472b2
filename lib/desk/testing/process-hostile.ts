// Processes everything that waits in DATABASE_URL, in a process of its own whose memory is bounded from outside, and
// prints what it cost.

import { endSql } from '@/lib/db/sql';
import { processBatch } from '@/lib/desk/process-batch';

let settled = 0;
for (let count = await processBatch(); count > 0; count = await processBatch()) settled += count;
await endSql();
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ settled, peakMiB: Math.round(maxRSS / 1024) }));
