// The words of campaigns: what a mail has in common with others of its kind, and the mail of one kind that several
// accounts send.

/**
 * One thing that mails can share, as text that is equal where they do: `s:` and the subject without what changes, `h:` and
 * the site that its links lead to, `b:` and a hash over words of its text.
 */
export type Feature = `s:${string}` | `h:${string}` | `b:${string}`;

export type FeatureKind = 'subject' | 'site' | 'text';

/** Complaints of one account about mails that share all their features. */
export interface MailGroup {
  accountId: number;
  /** Only those that several accounts share; never empty. */
  features: string[];
  complaints: number;
  firstAt: Date;
  lastAt: Date;
}

export interface CampaignMember {
  accountId: number;
  complaints: number;
  firstAt: Date;
  lastAt: Date;
}

/** A feature of a campaign, with how many of its accounts and complaints show it. */
export interface SharedFeature {
  feature: string;
  accounts: number;
  complaints: number;
}

/** Mails that hang together by their features, of at least two accounts. */
export interface FoundCampaign {
  features: SharedFeature[];
  members: CampaignMember[];
}

/** The kind of a feature and what people read of it; a text's hash says nothing to anybody. */
export function readFeature(feature: string): { kind: FeatureKind; value: string | null } {
  const value = feature.slice(2);
  if (feature.startsWith('s:')) return { kind: 'subject', value };
  if (feature.startsWith('h:')) return { kind: 'site', value };
  return { kind: 'text', value: null };
}
