// Reads one mail from its stream into memory, within the mail's limit and the budget of all mails in flight. What goes
// beyond either is drained and not held: the client can only be answered after it has sent everything (RFC 5321 §4.1.1.4).

import type { Readable } from 'node:stream';

export type Received =
  | { outcome: 'mail'; source: Buffer }
  /** Beyond the limit of one mail. */
  | { outcome: 'too-large' }
  /** Too many bytes are in flight: for the client to try later. */
  | { outcome: 'busy' };

export class MailReceiver {
  private inFlight = 0;

  constructor(
    private readonly budgetBytes: number,
    private readonly mailBytes: number,
  ) {}

  /** Reads to the stream's end. Rejects where the connection breaks before. After `mail` the caller releases. */
  async receive(stream: Readable): Promise<Received> {
    let chunks: Buffer[] = [];
    let size = 0;
    let outcome: Received['outcome'] = 'mail';
    const drop = (reason: 'too-large' | 'busy'): void => {
      outcome = reason;
      this.inFlight -= size;
      chunks = [];
      size = 0;
    };
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (outcome !== 'mail') continue;
        chunks.push(chunk);
        size += chunk.length;
        this.inFlight += chunk.length;
        if (size > this.mailBytes) drop('too-large');
        else if (this.inFlight > this.budgetBytes) drop('busy');
      }
    } catch (error) {
      this.inFlight -= size;
      throw error;
    }
    return outcome === 'mail' ? { outcome, source: Buffer.concat(chunks, size) } : { outcome };
  }

  /** Gives the bytes of a mail back to the budget, once it is stored or given up. */
  release(source: Buffer): void {
    this.inFlight -= source.length;
  }
}
