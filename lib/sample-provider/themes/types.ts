// What a reported mail is about: subjects and sentences in one language.

export interface Theme {
  id: string;
  /** `hijack`: sent by a thief; `bulk`: a newsletter; `plain`: everyday business mail. */
  sort: 'hijack' | 'bulk' | 'plain';
  language: string;
  /** `{n}` becomes a number. */
  subjects: readonly string[];
  greeting: string;
  /** `{n}` becomes a number, `{url}` a harmless address of the theme's site. */
  sentences: readonly string[];
  closing: string;
  /** Where a thief's links point to, a reserved name; null: to the sender's own site. */
  site: string | null;
}
