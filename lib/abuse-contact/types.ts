// The words of finding who is responsible for an address that is not ours.

export const contactSources = ['rdap', 'dns-zone', 'rfc-2142', 'none'] as const;
export type ContactSource = (typeof contactSources)[number];

/** What is asked about: the address that the mail came from, where it is known, and a domain. */
export interface ContactTarget {
  /** Canonical text. */
  ip: string | null;
  /** Lower case, A-labels. */
  domain: string | null;
}

/** What one source said; `code`: kebab-case, `found` where it named somebody. */
export interface TriedSource {
  source: ContactSource;
  code: string;
}

export interface FoundContact {
  /** `none`: no source named anybody. */
  source: ContactSource;
  /** In lower case. */
  addresses: string[];
  tried: TriedSource[];
  expiresAt: Date;
}
