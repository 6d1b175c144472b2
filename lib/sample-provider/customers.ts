// The many customers nobody tells a story about: private people, firms, and a reseller with its own.
// Promise: a pure function of the random stream; logins and customer numbers are unique.

import { MAIL_HOSTS, PROVIDER_DOMAIN, WEB_HOST } from './network';
import type { Random } from './random';
import type { SampleAccount, SampleCustomer } from './types';
import { DRAMA_PHONE_PREFIXES, FIRST_NAMES, LAST_NAMES, PLACES, slug, TRADES } from './words';

const CONTACT_DOMAINS = ['privatpost.example', 'freipost.example', 'kontakt-mail.example'];
const RESELLER_NUMBER = 'K-100900';

/** How many of each sort the provider has. */
export const CUSTOMER_COUNTS = { privatePeople: 150, firms: 130, resold: 24 } as const;

interface Naming {
  random: Random;
  taken: Set<string>;
  next: number;
}

/** All customers outside the stories. `taken` holds names that may not come again. */
export function ordinaryCustomers(random: Random, taken: Set<string>): SampleCustomer[] {
  const naming: Naming = { random, taken, next: 101_000 };
  const customers: SampleCustomer[] = [reseller(random)];
  for (let n = 0; n < CUSTOMER_COUNTS.privatePeople; n += 1) customers.push(privatePerson(naming));
  for (let n = 0; n < CUSTOMER_COUNTS.firms; n += 1) customers.push(firm(naming, null));
  for (let n = 0; n < CUSTOMER_COUNTS.resold; n += 1) customers.push(firm(naming, RESELLER_NUMBER));
  return customers;
}

/** Facts that every customer has, with values of an ordinary one. */
export function customerFacts(number: string, name: string, random: Random): SampleCustomer {
  const since = Date.UTC(random.between(2009, 2025), random.between(0, 11), random.between(1, 28));
  return {
    number,
    name,
    contract: random.pick(['Mail S', 'Mail M', 'Mail L']),
    contactEmail: `${slug(name).slice(0, 40)}@${random.pick(CONTACT_DOMAINS)}`,
    phone: `${random.pick(DRAMA_PHONE_PREFIXES)} ${String(random.between(0, 999)).padStart(3, '0')}`,
    language: random.chance(0.9) ? 'de' : 'en',
    resellerNumber: null,
    isReseller: false,
    askFirst: random.chance(0.04),
    declaredBulkSender: false,
    customerSince: new Date(since),
    accounts: [],
  };
}

/** A mailbox of a customer; its host follows from its name, as at a provider that shards by login. */
export function mailboxOf(customer: SampleCustomer, login: string, displayName: string): SampleAccount {
  const shard = [...login].reduce((sum, character) => sum + character.charCodeAt(0), 0) % MAIL_HOSTS.length;
  const domain = login.slice(login.indexOf('@') + 1);
  const host = MAIL_HOSTS[shard]?.name ?? PROVIDER_DOMAIN;
  return { kind: 'mailbox', login, domain, displayName, customerNumber: customer.number, host };
}

function reseller(random: Random): SampleCustomer {
  const customer = customerFacts(RESELLER_NUMBER, 'Nordlicht Webservice GmbH', random);
  customer.isReseller = true;
  customer.contract = 'Reseller';
  customer.language = 'de';
  customer.askFirst = true;
  customer.accounts.push(mailboxOf(customer, 'support@nordlicht-webservice.example', customer.name));
  return customer;
}

function privatePerson(naming: Naming): SampleCustomer {
  const { random } = naming;
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  const customer = customerFacts(`K-${naming.next++}`, `${first} ${last}`, random);
  customer.contract = random.pick(['Mail S', 'Mail S', 'Mail M']);
  const login = unique(naming, `${slug(first)}.${slug(last)}`, PROVIDER_DOMAIN);
  customer.accounts.push(mailboxOf(customer, login, `${first} ${last}`));
  for (
    let extra = random.weighted([
      [0, 6],
      [1, 3],
      [2, 1],
    ]);
    extra > 0;
    extra -= 1
  ) {
    const relative = random.pick(FIRST_NAMES);
    const address = unique(naming, `${slug(relative)}.${slug(last)}`, PROVIDER_DOMAIN);
    customer.accounts.push(mailboxOf(customer, address, `${relative} ${last}`));
  }
  return customer;
}

function firm(naming: Naming, resellerNumber: string | null): SampleCustomer {
  const { random } = naming;
  const trade = random.pick(TRADES);
  const owner = random.chance(0.75) ? random.pick(LAST_NAMES) : random.pick(PLACES);
  const name = `${trade.title} ${owner}`;
  const customer = customerFacts(`K-${naming.next++}`, name, random);
  customer.contract =
    resellerNumber === null ? random.pick(['Mail M', 'Mail L', 'Business']) : 'Reseller-Paket';
  customer.resellerNumber = resellerNumber;
  const domain = uniqueDomain(naming, `${trade.slug}-${slug(owner)}`);
  const size = random.weighted([
    [2, 3],
    [4, 4],
    [7, 2],
    [12, 1],
    [18, 0.4],
  ]);
  for (const part of trade.mailboxes.slice(0, size)) {
    customer.accounts.push(mailboxOf(customer, unique(naming, part, domain), name));
  }
  while (customer.accounts.length < size) {
    const [first, last] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)];
    const login = unique(naming, `${slug(first)[0]}.${slug(last)}`, domain);
    customer.accounts.push(mailboxOf(customer, login, `${first} ${last}`));
  }
  if (random.chance(0.1)) customer.accounts.push(siteOf(customer, domain, naming.next));
  return customer;
}

function siteOf(customer: SampleCustomer, domain: string, uid: number): SampleAccount {
  const login = `web${uid - 91_000}@${WEB_HOST.name}`;
  return {
    kind: 'site',
    login,
    domain,
    displayName: customer.name,
    customerNumber: customer.number,
    host: WEB_HOST.name,
  };
}

function unique(naming: Naming, local: string, domain: string): string {
  for (let suffix = 1; ; suffix += 1) {
    const login = `${local}${suffix === 1 ? '' : suffix}@${domain}`;
    if (naming.taken.has(login)) continue;
    naming.taken.add(login);
    return login;
  }
}

function uniqueDomain(naming: Naming, stem: string): string {
  for (let suffix = 1; ; suffix += 1) {
    const domain = `${stem}${suffix === 1 ? '' : `-${suffix}`}.example`;
    if (naming.taken.has(domain)) continue;
    naming.taken.add(domain);
    return domain;
  }
}
