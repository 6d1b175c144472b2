// Keeps one lane at work: where it ended, another is started; where it is long at one mail, a second one stands in, and
// when both are free again, the later one goes. One thread reads as much as the database files, more only take memory.

import { log } from '@/lib/log';
import type { Lane, LaneEnd } from './lane';

/** Lanes at once at most: two at poison, one that works. */
const MOST = 3;

export interface KeeperOptions {
  start(onChange: () => void): Lane;
  /** Told of each end, before the place is filled again: it fills when this resolves. */
  onEnd(end: LaneEnd, lastedMs: number): Promise<void>;
}

export class LaneKeeper {
  /** In the order of their start. */
  private lanes: Lane[] = [];
  private leaving = new Set<Lane>();
  private isStopping = false;
  private whenEmpty: () => void = () => undefined;

  constructor(private readonly options: KeeperOptions) {}

  /** Works until `signal` aborts and the batches at hand are finished. */
  async run(signal: AbortSignal): Promise<void> {
    const stop = (): void => {
      this.isStopping = true;
      for (const lane of this.lanes) lane.tell('stop');
      if (this.lanes.length === 0) this.whenEmpty();
    };
    const empty = new Promise<void>((resolve) => (this.whenEmpty = resolve));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    this.arrange();
    await empty;
  }

  /** There may be mail. */
  wake(): void {
    for (const lane of this.lanes) lane.tell('wake');
  }

  private arrange(): void {
    if (this.isStopping) return;
    const free = this.lanes.filter((lane) => !lane.isSlow() && !this.leaving.has(lane));
    if (free.length === 0 && this.lanes.length < MOST) this.add();
    for (const spare of free.slice(1)) {
      this.leaving.add(spare);
      spare.tell('stop');
    }
  }

  private add(): void {
    const startedMs = performance.now();
    const lane = this.options.start(() => this.arrange());
    this.lanes.push(lane);
    void lane.ended
      .catch((error: unknown): LaneEnd => {
        // Its claim runs out by itself.
        log('process-messages').error({ err: error }, 'what a lane left behind could not be settled');
        return 'failed';
      })
      .then((end) => this.options.onEnd(end, performance.now() - startedMs))
      .then(() => this.remove(lane));
  }

  private remove(lane: Lane): void {
    this.lanes = this.lanes.filter((one) => one !== lane);
    this.leaving.delete(lane);
    if (this.isStopping && this.lanes.length === 0) this.whenEmpty();
    else this.arrange();
  }
}
