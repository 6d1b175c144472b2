// Takes fetched mail off an imapflow connection before imapflow reads it: it takes each response apart, writes it again
// for a log that nobody keeps, and once more for each of its parts, half of all that fetching costs. Promises: only what
// `readMailResponse` knows is taken, and only while somebody fetches; everything else goes imapflow's way.

import type { ImapFlow } from 'imapflow';
import { readMailResponse, type MailResponse } from './mail-response';

/** Takes a mail; a promise where the next one has to wait. */
export type MailSink = (mail: MailResponse) => Promise<void> | undefined;

/** What imapflow hands from its splitter of responses to their handler, and the handler, which its types leave out. */
interface Response {
  payload: Buffer;
  literals?: readonly Buffer[];
}
interface ResponseHandler {
  handleResponse?: (response: Response) => Promise<boolean>;
}

export class MailTap {
  private sink: MailSink | null = null;

  /** A version of imapflow that has no such handler is left as it is: it then gives out every mail itself. */
  constructor(flow: ImapFlow) {
    const inner = flow as ResponseHandler;
    const handle = inner.handleResponse?.bind(flow);
    if (handle === undefined) return;
    inner.handleResponse = (response) => this.take(response) ?? handle(response);
  }

  /** Gives mail to `sink` until the returned function is called, or until another one takes its place. */
  open(sink: MailSink): () => void {
    this.sink = sink;
    return () => {
      if (this.sink === sink) this.sink = null;
    };
  }

  private take({ payload, literals = [] }: Response): Promise<boolean> | null {
    if (this.sink === null || literals.length === 0) return null;
    const mail = readMailResponse(payload, literals);
    if (mail === null) return null;
    const room = this.sink(mail);
    return room === undefined ? GO_ON : room.then(() => true);
  }
}

/** The handler's word that the next response may come. */
const GO_ON = Promise.resolve(true);
