// The shapes of the MIME walker.
// Promise: plain data over the mail's own bytes; bodies are ranges, nothing is decoded or copied
// before somebody asks for it. Source: RFC 2045, RFC 2046.

import type { Header } from './header';
import type { Work } from './work';

/** One node of the MIME tree. */
export interface MimePart {
  /** Media type in lower case without parameters; `text/plain` where none is given. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Content-Transfer-Encoding in lower case; `7bit` where none is given. */
  readonly encoding: string;
  readonly header: Header;
  /** The bytes that the offsets refer to: the mail, or a decoded container around this part. */
  readonly bytes: Buffer;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** 0 is the mail itself. */
  readonly depth: number;
  readonly children: readonly MimePart[];
  readonly memory: PartMemory;
}

/**
 * What readers found in a part and would else find again, since several look at the same one. It stands at the part and
 * not in a weak map: entries of one outlive the short collections of garbage, and with them the whole mail.
 */
export interface PartMemory {
  decoded: { bytes: Buffer; isWhole: boolean } | null;
  /** Header of the message that is the part's body. */
  embeddedHeader: Header | null;
}

export type MailFault =
  'mail-too-large' | 'header-too-large' | 'too-many-header-fields' | 'too-many-parts' | 'too-deep';

/** What walking one mail comes to, and what it cost, for tests and measurements. */
export type MailReading =
  | { outcome: 'mail'; root: MimePart; work: Work }
  | {
      outcome: 'broken';
      reason: MailFault;
      /** The outermost header, where it could be read whole. */
      header: Header | null;
      /** The outermost media type. */
      type: string;
      work: Work;
    };
