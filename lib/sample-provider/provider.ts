// The sample provider as a whole: customers, accounts, hosted domains, hosts, ranges and feedback loops.
// Promise: a pure function of the seed. Everything is made up and stands on reserved names.

import { ordinaryCustomers } from './customers';
import { OWN_HOSTS, OWN_RANGES, PROVIDER_DOMAIN } from './network';
import { LOOPS, type Program } from './programs';
import { Random } from './random';
import { EARLIER_INCIDENTS, SNOWSHOE_LOGINS, STORY_LOGINS, storyCustomers } from './story-customers';
import type { EarlierIncident, SampleAccount, SampleCustomer } from './types';

export interface Provider {
  seed: number;
  name: string;
  customers: readonly SampleCustomer[];
  /** All accounts, those of the stories included. */
  accounts: readonly SampleAccount[];
  /** Accounts that no story needs undisturbed. */
  backgroundAccounts: readonly SampleAccount[];
  hostedDomains: readonly string[];
  hostNames: readonly string[];
  ranges: readonly string[];
  loops: readonly Program[];
  earlierIncidents: readonly EarlierIncident[];
  /** The account of a login; throws where there is none, since only the generator asks. */
  account(login: string): SampleAccount;
}

/** Builds the provider of a seed; any safe integer will do. */
export function createProvider(seed: number): Provider {
  const random = new Random(`musterpost ${seed}`);
  const taken = new Set<string>();
  const told = storyCustomers(random.fork('story customers'), taken);
  const customers = [...told, ...ordinaryCustomers(random.fork('customers'), taken)];
  const accounts = customers.flatMap((customer) => customer.accounts);
  const byLogin = new Map(accounts.map((account) => [account.login, account]));
  const inStories = new Set<string>([...Object.values(STORY_LOGINS), ...SNOWSHOE_LOGINS]);
  const domains = new Set(accounts.map((account) => account.domain));
  return {
    seed,
    name: 'Musterpost',
    customers,
    accounts,
    backgroundAccounts: accounts.filter((account) => !inStories.has(account.login)),
    hostedDomains: [...domains.add(PROVIDER_DOMAIN)].sort(),
    hostNames: OWN_HOSTS.map((host) => host.name),
    ranges: OWN_RANGES,
    loops: LOOPS,
    earlierIncidents: EARLIER_INCIDENTS,
    account(login) {
      const account = byLogin.get(login);
      if (account === undefined) throw new Error(`the sample provider has no account ${login}`);
      return account;
    },
  };
}
