// What is known of a host's log, from the runs in which its sources read it: from when to when, and the holes in between
// (docs/decisions/0014). Pure.
//
// The rule: a moment is known where some run holds it and no source that was due then leaves it out. A source is due from
// its first line on: as long as it is followed, else to its last line. What was imported stands in for any source.

/** A piece of time, milliseconds since 1970. */
export interface TimeSpan {
  from: number;
  to: number;
}

/** From when to when a host's log is known. */
export interface HostCoverage extends TimeSpan {
  host: string;
  /** Where lines may be missing in between, ascending; absent where that is not known of a log. */
  holes?: readonly TimeSpan[];
}

/** One run: what a source read of a host without a break. */
export interface LogSpan extends TimeSpan {
  host: string;
  sourceId: number;
  /** `retired`: paused, or removed; nothing is to be expected of it. */
  role: 'followed' | 'retired' | 'import';
}

/** A source of a host with what fills its breaks. */
interface Track extends TimeSpan {
  isFollowed: boolean;
  known: TimeSpan[];
}

/** Each host by name. Breaks of at most `quietMs` are none: a reader that starts again misses nothing worth a doubt. */
export function hostCoverage(spans: readonly LogSpan[], quietMs: number): HostCoverage[] {
  const byHost = Map.groupBy(spans, ({ host }) => host);
  return [...byHost]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([host, own]) => ({ host, ...coverOne(own, quietMs) }));
}

function coverOne(spans: readonly LogSpan[], quietMs: number): TimeSpan & { holes: TimeSpan[] } {
  const any = joined(spans, quietMs);
  const tracks = tracksOf(spans, quietMs);
  const followed = tracks.filter(({ isFollowed }) => isFollowed);
  const from = Math.min(...any.map((one) => one.from));
  const ends = followed.map(({ known }) => known.at(-1)?.to ?? from);
  const to = ends.length > 0 ? Math.min(...ends) : Math.max(...any.map((one) => one.to));
  const missing = tracks.flatMap((track) =>
    breaksOf(track.known).filter((one) => one.from >= track.from && (track.isFollowed || one.to <= track.to)),
  );
  const holes = [...breaksOf(any), ...missing]
    .filter((one) => one.from < to)
    .map((one) => ({ from: one.from, to: Math.min(one.to, to) }));
  return { from, to, holes: joined(holes, 0) };
}

function tracksOf(spans: readonly LogSpan[], quietMs: number): Track[] {
  const imports = spans.filter(({ role }) => role === 'import');
  const sources = Map.groupBy(
    spans.filter(({ role }) => role !== 'import'),
    ({ sourceId }) => sourceId,
  );
  return [...sources.values()].map((own) => ({
    from: Math.min(...own.map((one) => one.from)),
    to: Math.max(...own.map((one) => one.to)),
    isFollowed: own.some(({ role }) => role === 'followed'),
    known: joined([...own, ...imports], quietMs),
  }));
}

/** Pieces that overlap, or lie at most `quietMs` apart, as one; ascending. */
function joined(spans: readonly TimeSpan[], quietMs: number): TimeSpan[] {
  const pieces: TimeSpan[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = pieces.at(-1);
    if (last !== undefined && from - last.to <= quietMs) last.to = Math.max(last.to, to);
    else pieces.push({ from, to });
  }
  return pieces;
}

function breaksOf(known: readonly TimeSpan[]): TimeSpan[] {
  return known.slice(1).map((next, i) => ({ from: (known[i] as TimeSpan).to, to: next.from }));
}
