// What every shape answers: the report as its program writes it, before anybody delivers it.

import type { Original } from '../original';
import type { Random } from '../random';

export interface Shaped {
  envelopeFrom: string;
  /** The whole From value. */
  from: string;
  fromDomain: string;
  /** Not yet encoded. */
  subject: string;
  /** Further outer fields. */
  fields: readonly string[];
  contentFields: string;
  body: string;
}

/** Writes one program's report about a mail that was received at `receivedAt`. */
export type Shape = (original: Original, receivedAt: Date, random: Random) => Shaped;
