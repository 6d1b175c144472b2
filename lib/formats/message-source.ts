// Where a reported mail was read from: kept at the message, outside its data.
// Promise: the message stays the plain object it is; printing, comparing, copying and posting it know nothing of this.
// A private field and no weak map: an entry of one costs a hundred times as much, and keeps the whole mail in memory
// through every short collection of garbage. Source: ECMA-262 §7.3.28 (private fields of any object).

import type { Header } from '../mime/header';
import type { MimePart } from '../mime/types';
import type { ReportedMessage } from './types';

/** The part whose body the message is, and the message's header. */
export interface MessageSource {
  part: MimePart;
  header: Header;
}

/** Its constructor gives back what it was given, so that the fields below come to stand on that object. */
class Itself {
  constructor(message: ReportedMessage) {
    return message;
  }
}

class Sourced extends Itself {
  readonly #source: MessageSource;

  constructor(message: ReportedMessage, source: MessageSource) {
    super(message);
    this.#source = source;
  }

  static sourceOf(message: ReportedMessage): MessageSource | null {
    return #source in message ? message.#source : null;
  }
}

/** Notes where a message was read from; once for each message. */
export function keepSource(message: ReportedMessage, source: MessageSource): void {
  new Sourced(message, source);
}

/** Where a message was read from; null for one that was not read here, or came from another thread. */
export function sourceOf(message: ReportedMessage): MessageSource | null {
  return Sourced.sourceOf(message);
}
