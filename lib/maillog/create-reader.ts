// The reader that fits a log: as its source says, or as its first lines look.

import { LogClock } from './clock';
import type { LineReader } from './joiner';
import { EximReader } from './read-exim';
import { JournaldReader } from './read-journald';
import { KumomtaReader } from './read-kumomta';
import { PostfixReader } from './read-postfix';
import type { LogFormat } from './types';

/** How a source writes, as far as its lines do not say it themselves. */
export interface LogShape {
  format: LogFormat | 'auto';
  /** Name of the server; null takes it from the lines. */
  host: string | null;
  /** Of lines without a zone. */
  timeZone: string;
  syslogName: string;
}

const LOOKED_AT = 50;
const EXIM_LINE =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [+-]\d{4})? (?:\[\d+\] )?(?:\w{6}-\w{6}-\w{2}|\w{6}-\w{11}-\w{4}|cwd=|exim )/;

/** The format of a log's beginning. Postfix where nothing speaks for another one. */
export function detectFormat(beginning: Buffer): LogFormat {
  const votes: Record<LogFormat, number> = { postfix: 1, journald: 0, exim: 0, kumomta: 0 };
  for (const line of beginning.toString('latin1').split('\n', LOOKED_AT)) {
    if (line.startsWith('{')) votes[line.includes('"__REALTIME_TIMESTAMP"') ? 'journald' : 'kumomta'] += 2;
    else if (EXIM_LINE.test(line)) votes.exim += 2;
    else if (line !== '') votes.postfix += 1;
  }
  return (Object.keys(votes) as LogFormat[]).reduce((best, one) => (votes[one] > votes[best] ? one : best));
}

/**
 * The reader of a log. `beginning`: some of its first bytes; `reference`: see LogClock; `ownHost`: this machine, for
 * formats whose lines name no host; `after`: when the line before the first one was written, which tells the two hours of
 * October apart. Throws RangeError where the time zone is none.
 */
export function createReader(
  shape: LogShape,
  context: {
    beginning: Buffer;
    reference: number | (() => number);
    ownHost: string;
    after?: number | null;
  },
): LineReader {
  const { host, syslogName } = shape;
  const clock = new LogClock(shape.timeZone, context.reference);
  if (typeof context.after === 'number') clock.seen(context.after);
  const format = shape.format === 'auto' ? detectFormat(context.beginning) : shape.format;
  switch (format) {
    case 'exim':
      return new EximReader(clock, host ?? context.ownHost);
    case 'kumomta':
      return new KumomtaReader(host ?? context.ownHost);
    case 'journald':
      return new JournaldReader(new PostfixReader(clock, { host, syslogName }), { host, syslogName });
    case 'postfix':
      return new PostfixReader(clock, { host, syslogName });
  }
}
