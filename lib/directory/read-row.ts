// One row of a source, as names and values, becomes what the directory knows of it. Used by every adapter, so that a
// column means the same in a query, a CSV and a mapped attribute (docs/directory.md, "Columns"). Pure: a value that
// cannot be used is a problem with its place; the rest of the row still counts.

import type { AccountKind } from '@/lib/attribution/types';
import { normalName } from '@/lib/mime/domain-names';
import { comparableAlias, comparableLogin, loginDomain } from './names';
import { dayOf, flagOf, listOf, textOf, timeOf } from './read-value';
import type {
  DirectoryAccount,
  DirectoryAlias,
  DirectoryChunk,
  DirectoryContact,
  DirectoryCustomer,
} from './types';

/** Values by column name, the name in lower case. */
export type RawRow = Readonly<Record<string, unknown>>;

/** Longest text of one field; what is longer is no name and no number. */
const MAX_TEXT = 1_000;
const KINDS: Record<string, AccountKind> = { mailbox: 'mailbox', site: 'site', connection: 'connection' };
const TONES: Record<string, 'sie' | 'du'> = { sie: 'sie', du: 'du', formal: 'sie', informal: 'du' };

/** An empty chunk. */
export function emptyChunk(): DirectoryChunk {
  return { customers: [], accounts: [], aliases: [], domains: [], problems: [] };
}

/** Gathers rows into chunks. */
export class ChunkBuilder {
  private chunk = emptyChunk();

  /** Entries in the chunk so far. */
  get size(): number {
    const { customers, accounts, aliases, domains, problems } = this.chunk;
    return customers.length + accounts.length + aliases.length + domains.length + problems.length;
  }

  /** What was gathered; the builder is empty afterwards. */
  take(): DirectoryChunk {
    const full = this.chunk;
    this.chunk = emptyChunk();
    return full;
  }

  problem(place: string, code: string, value: unknown = ''): void {
    this.chunk.problems.push({ place, code, value: (textOf(value) ?? '').slice(0, 200) });
  }

  /** A row of customers; true where it was one. */
  addCustomer(row: RawRow, place: string): boolean {
    const number = this.text(row, 'customer_no', place);
    if (number === null) {
      this.problem(place, 'customer-without-number');
      return false;
    }
    const language = this.text(row, 'language', place)?.toLowerCase() ?? null;
    if (language !== null && !/^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/.test(language))
      this.problem(place, 'not-a-language', language);
    const tone = this.text(row, 'tone', place)?.toLowerCase() ?? null;
    if (tone !== null && TONES[tone] === undefined) this.problem(place, 'not-a-tone', tone);
    const customer: DirectoryCustomer = {
      number,
      name: this.text(row, 'name', place),
      contract: this.text(row, 'contract', place),
      contacts: this.contacts(row, place),
      language: language === null ? null : (/^[a-z]{2,3}/.exec(language)?.[0] ?? null),
      tone: tone === null ? null : (TONES[tone] ?? null),
      resellerNumber: this.text(row, 'reseller_no', place),
      isReseller: this.flag(row, 'is_reseller', place),
      askFirst: this.flag(row, row['vip'] === undefined ? 'ask_first' : 'vip', place),
      declaredBulkSender: this.flag(row, 'bulk', place),
      customerSince: this.known(dayOf(row['customer_since']), row['customer_since'], 'not-a-day', place),
    };
    this.chunk.customers.push(customer);
    return true;
  }

  /** A row of accounts; true where it was one. */
  addAccount(row: RawRow, place: string): boolean {
    const written = textOf(row['login']);
    const login = written === null ? null : comparableLogin(written);
    const kindText = textOf(row['kind'])?.toLowerCase() ?? 'mailbox';
    const kind = KINDS[kindText];
    if (login === null)
      this.problem(place, written === null ? 'account-without-login' : 'not-a-login', written);
    if (kind === undefined) this.problem(place, 'not-a-kind', kindText);
    if (login === null || kind === undefined) return false;
    const account: DirectoryAccount = {
      kind,
      login,
      customerNumber: this.text(row, 'customer_no', place),
      active: this.flag(row, 'active', place),
      createdAt: this.known(timeOf(row['created_at']), row['created_at'], 'not-a-time', place),
    };
    this.chunk.accounts.push(account);
    // A mailbox that the provider lists proves that the provider hosts its domain.
    const domain = kind === 'mailbox' ? loginDomain(login) : null;
    if (domain !== null) this.domain(domain);
    return true;
  }

  /** A row of aliases: one address, one target or several. */
  addAlias(row: RawRow, place: string): void {
    const written = textOf(row['address']);
    const address = written === null ? null : comparableAlias(written);
    if (address === null) {
      this.problem(place, written === null ? 'alias-without-address' : 'not-an-address', written);
      return;
    }
    const targets = listOf(row['target']);
    if (targets.length === 0) this.problem(place, 'alias-without-target', address);
    for (const text of targets) {
      // What starts a program or includes a file is no address (Postfix aliases(5)); it ends at no account.
      const target = /^[|/:\\]/.test(text) ? null : (comparableAlias(text) ?? comparableLogin(text));
      if (target === null) this.problem(place, 'not-a-target', text);
      else if (target !== address) this.alias({ address, target });
    }
  }

  /** A row of domains, with an alias to another one where `target` names it. */
  addDomain(row: RawRow, place: string): void {
    const written = textOf(row['domain']);
    const domain = written === null ? null : normalName(written);
    if (domain === null) {
      this.problem(place, 'not-a-domain', written);
      return;
    }
    this.domain(domain);
    const targetText = textOf(row['target']);
    const target = targetText === null ? null : normalName(targetText.replace(/^@/, ''));
    if (targetText !== null && target === null) this.problem(place, 'not-a-domain', targetText);
    if (target !== null && target !== domain) this.alias({ address: `@${domain}`, target: `@${target}` });
  }

  private alias(alias: DirectoryAlias): void {
    this.chunk.aliases.push(alias);
  }

  private domain(domain: string): void {
    if (this.chunk.domains.at(-1) !== domain) this.chunk.domains.push(domain);
  }

  // Columns `contact_email`, `phone` and `post`, and any that begin with one of these and an underscore.
  private contacts(row: RawRow, place: string): DirectoryContact[] {
    const contacts: DirectoryContact[] = [];
    for (const [column, value] of Object.entries(row)) {
      const kind = contactKind(column);
      if (kind === null) continue;
      const values = kind === 'email' ? listOf(value) : [textOf(value)].filter((text) => text !== null);
      for (const text of values) {
        const usable =
          kind === 'email' ? comparableLogin(text) : text.replace(/\s+/g, ' ').slice(0, MAX_TEXT);
        if (usable === null || (kind === 'email' && !usable.includes('@')))
          this.problem(place, 'not-a-contact', text);
        else contacts.push({ kind, value: usable, origin: column });
      }
    }
    return contacts;
  }

  private text(row: RawRow, column: string, place: string): string | null {
    const text = textOf(row[column]);
    if (text === null || text.length <= MAX_TEXT) return text;
    this.problem(place, 'too-long', `${column}: ${text}`);
    return null;
  }

  private flag(row: RawRow, column: string, place: string): boolean | null {
    return this.known(flagOf(row[column]), row[column], 'not-a-flag', place);
  }

  private known<T>(read: T | null | undefined, value: unknown, code: string, place: string): T | null {
    if (read !== undefined) return read;
    this.problem(place, code, value);
    return null;
  }
}

function contactKind(column: string): DirectoryContact['kind'] | null {
  if (/^contact_email(?:_|$)/.test(column)) return 'email';
  if (/^phone(?:_|$)/.test(column)) return 'phone';
  return /^post(?:_|$)/.test(column) ? 'post' : null;
}
