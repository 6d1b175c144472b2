// The words of the directory: where accounts, domains and customers come from. One adapter a kind of source, behind one
// of two ports: a source that can list everything is read whole and merged; a resolver answers for one login at a time.

import type { AccountKind } from '@/lib/attribution/types';

export const directoryKinds = ['sql', 'csv', 'ldap', 'http', 'abusehq'] as const;
export type DirectoryKind = (typeof directoryKinds)[number];

/** A way to reach the customer. `origin` says where it is from: the column, attribute or field. */
export interface DirectoryContact {
  kind: 'email' | 'phone' | 'post';
  value: string;
  origin: string;
}

/** A customer as a source knows it; null where the source does not say. */
export interface DirectoryCustomer {
  number: string;
  name: string | null;
  contract: string | null;
  contacts: DirectoryContact[];
  /** `de`, `en` … */
  language: string | null;
  /** How the customer is addressed in German. */
  tone: 'sie' | 'du' | null;
  /** Number of the reseller whose customer this is. */
  resellerNumber: string | null;
  isReseller: boolean | null;
  /** "nur nach Rückfrage" */
  askFirst: boolean | null;
  declaredBulkSender: boolean | null;
  /** `2019-04-01` */
  customerSince: string | null;
}

/** An account and whose it is. Logins and addresses in lower case, domains as A-labels. */
export interface DirectoryAccount {
  kind: AccountKind;
  login: string;
  customerNumber: string | null;
  /** Whether the source says it may log in; null where it does not say. */
  active: boolean | null;
  /** Since when it exists; ISO time. */
  createdAt: string | null;
}

/** An address, or a whole domain (`@example.com`: a catch-all, or an alias domain), that ends at an account or another domain. */
export interface DirectoryAlias {
  /** `info@example.com`, or `@example.com` for everything in a domain that has no account or alias of its own. */
  address: string;
  /** `user@example.com`; `@example.net` maps each local part to the same one there. */
  target: string;
}

/** One thing a source says that cannot be used, in the reader's own place: line of a CSV, row of a query, DN. */
export interface DirectoryProblem {
  place: string;
  /** Key of the sentence on the screen. */
  code: string;
  value: string;
}

/** Everything that a source lists, in chunks as it is read. */
export interface DirectoryChunk {
  customers: DirectoryCustomer[];
  accounts: DirectoryAccount[];
  aliases: DirectoryAlias[];
  /** Hosted domains that the source names. */
  domains: string[];
  problems: DirectoryProblem[];
}

/** A source that can be read whole: SQL, CSV, LDAP. Throws `DirectoryFault` where it cannot be read to its end. */
export interface ListingDirectory {
  read(signal: AbortSignal): AsyncIterable<DirectoryChunk>;
  close(): Promise<void>;
}

/** What a resolver is asked: the login, or what is known of the mail where no login is. */
export interface ResolverQuestion {
  login: string;
  clientIp: string | null;
  clientPort: number | null;
  at: Date;
}

/** A source that answers for one login: HTTP. Null: it does not know it. */
export interface ResolvingDirectory {
  resolve(
    question: ResolverQuestion,
    signal: AbortSignal,
  ): Promise<{ account: DirectoryAccount; customer: DirectoryCustomer | null } | null>;
  close(): Promise<void>;
}

/** What a source is set to: flat, so that one form serves every kind. Never a secret; that is sealed beside it. */
export type DirectorySettings = Record<string, string | number | boolean>;

/**
 * One field of the form of a kind. `settings.ts` in the folder of each kind exports its fields in the order of the form
 * and `check…Settings`. Labels and hints: `directory.fields.<kind>.<name>.{label,hint}`.
 */
export interface SettingField {
  name: string;
  type: 'text' | 'number' | 'choice' | 'code' | 'checkbox' | 'secret';
  /** What a new source starts with. */
  initial: string | number | boolean;
  /** Of a `choice`. */
  choices?: readonly string[];
  required?: boolean;
  /** Shown only while another field has one of these values. */
  onlyIf?: { field: string; values: readonly (string | boolean)[] };
}

/** Problems by field, as codes (`directory.problems.<code>`); empty where there are none. */
export type SettingProblems = Record<string, string>;

/** One step of the connection test, as the screen explains it. */
export interface DirectoryTestStep {
  /** `resolve`, `connect`, `sign-in`, `read`, `sample` … */
  code: string;
  ok: boolean;
  detail: Record<string, string | number>;
}

/** What a test came to: its steps up to the first that failed, and rows as they would be understood. Changes nothing. */
export interface DirectoryTest {
  steps: DirectoryTestStep[];
  /** At most five of each; null where nothing was read. */
  sample: DirectoryChunk | null;
}

/** A source could not be asked or read: what happened, as a code with the words for it. Nothing was changed by it. */
export class DirectoryFault extends Error {
  constructor(
    readonly code: string,
    readonly detail: Record<string, string | number> = {},
  ) {
    super(code);
  }
}
