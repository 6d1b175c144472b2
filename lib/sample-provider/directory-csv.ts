// The sample provider's directory as the CSV that its customer database would export (docs/directory.md).
// Promise: a pure function of the provider. Among the contacts are some that lie in the customer's own mailboxes, as they
// do at every provider: a notice sent there reaches nobody while the mailbox is locked.

import type { Provider } from './provider';
import { STORY_LOGINS } from './story-customers';
import type { SampleAccount, SampleCustomer } from './types';

const COLUMNS = [
  'account',
  'customer_no',
  'name',
  'contract',
  'contact_email',
  'phone',
  'language',
  'reseller_no',
  'vip',
  'bulk',
  'is_reseller',
  'tone',
  'customer_since',
  'kind',
  'active',
  'aliases',
];

/** Customers whose contact lies in a mailbox of theirs: with another one beside it, or that one alone. */
const OWN_CONTACTS: Record<string, { address: string; isAlone: boolean }> = {
  'K-100102': { address: STORY_LOGINS.repeat, isAlone: false },
  'K-100103': { address: 'm.petersen@petersen-schiffsbedarf.example', isAlone: true },
};

/** Addresses that end at a mailbox: aliases, and a catch-all. */
const ALIASES: Record<string, string> = {
  'info@tischlerei-brandt.example': 'post@tischlerei-brandt.example, buero@tischlerei-brandt.example',
  [STORY_LOGINS.hijacked]: 'juergen.brandt@tischlerei-brandt.example',
  [STORY_LOGINS.newsletter]: '@tsv-wiesental.example',
  [STORY_LOGINS.redacted]: 'termine@physio-am-markt.example',
};

/** Customers on first-name terms. */
const INFORMAL = new Set(['K-100104']);

/** The whole file: one line an account. */
export function directoryCsv(provider: Provider): string {
  const lines = provider.customers.flatMap((customer) =>
    customer.accounts.map((account) => line(customer, account).map(quoted).join(';')),
  );
  return `${[COLUMNS.join(';'), ...lines].join('\n')}\n`;
}

function line(customer: SampleCustomer, account: SampleAccount): string[] {
  return [
    account.login,
    customer.number,
    customer.name,
    customer.contract,
    contactOf(customer),
    customer.phone,
    customer.language,
    customer.resellerNumber ?? '',
    yesNo(customer.askFirst),
    yesNo(customer.declaredBulkSender),
    yesNo(customer.isReseller),
    INFORMAL.has(customer.number) ? 'du' : 'sie',
    customer.customerSince.toISOString().slice(0, 10),
    account.kind,
    'ja',
    ALIASES[account.login] ?? '',
  ];
}

function contactOf({ number, contactEmail }: SampleCustomer): string {
  const own = OWN_CONTACTS[number];
  if (own === undefined) return contactEmail;
  return own.isAlone ? own.address : `${own.address}, ${contactEmail}`;
}

function yesNo(value: boolean): string {
  return value ? 'ja' : 'nein';
}

function quoted(value: string): string {
  return /[";\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
