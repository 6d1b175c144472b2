// A line that shows how far a file is, where somebody looks; nothing where the output goes into a file.

const WIDTH = 30;
const REDRAW_MS = 100;
const MIB = 1024 * 1024;

export class ProgressBar {
  readonly #out: NodeJS.WriteStream;
  readonly #name: string;
  readonly #total: number | null;
  readonly #startedMs = performance.now();
  #bytes = 0;
  #drawnMs = 0;

  /** `total` in bytes; null where nobody knows. */
  constructor(out: NodeJS.WriteStream, name: string, total: number | null) {
    this.#out = out;
    this.#name = name;
    this.#total = total;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
    const now = performance.now();
    if (!this.#out.isTTY || now - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = now;
    this.#out.write(`\r\u001b[K${barText(this.#name, this.#bytes, this.#total, now - this.#startedMs)}`);
  }

  /** Takes the line away again. */
  end(): void {
    if (this.#out.isTTY) this.#out.write('\r\u001b[K');
  }
}

/** `mail.log [#####.....]  50 %, 12 MiB/s`; without a total the mebibytes that were read. */
export function barText(name: string, bytes: number, total: number | null, elapsedMs: number): string {
  const speed = `${(bytes / MIB / Math.max(elapsedMs / 1_000, 0.001)).toFixed(0)} MiB/s`;
  if (total === null || total === 0) return `${name} ${(bytes / MIB).toFixed(0)} MiB, ${speed}`;
  const share = Math.min(1, bytes / total);
  const full = Math.round(share * WIDTH);
  return `${name} [${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${Math.floor(share * 100)} %, ${speed}`;
}
