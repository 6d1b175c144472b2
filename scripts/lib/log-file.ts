// A log file that cannot fill the disk: at 10 MiB it becomes `NAME.1` and a new one is begun.

import { appendFileSync, chmodSync, renameSync, statSync } from 'node:fs';

const SIZE_LIMIT_BYTES = 10 * 1024 * 1024;

export class LogFile {
  private sizeBytes: number;

  constructor(readonly path: string) {
    appendFileSync(path, '', { mode: 0o600 });
    chmodSync(path, 0o600);
    this.sizeBytes = statSync(path).size;
  }

  write(line: string): void {
    if (this.sizeBytes > SIZE_LIMIT_BYTES) {
      renameSync(this.path, `${this.path}.1`);
      this.sizeBytes = 0;
    }
    appendFileSync(this.path, `${line}\n`, { mode: 0o600 });
    this.sizeBytes += Buffer.byteLength(line) + 1;
  }
}
