// Where the large programs have their mailboxes, for the complaint rate: what was delivered there is what could be
// complained about. Domains that complainants name are learned besides; a program that is not here is known by those alone.
// Source: the sign-up pages and postmaster documentation of the programs. Mailboxes of other domains that are hosted
// there are not listed anywhere, so that the count of deliveries is at most a little low. Pure.

const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  Comcast: ['comcast.net', 'xfinity.com'],
  'Mail.ru': ['mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'internet.ru'],
  'Microsoft JMRP': [
    ...['outlook.com', 'outlook.de', 'outlook.at', 'outlook.fr', 'outlook.es', 'outlook.it'],
    ...['hotmail.com', 'hotmail.de', 'hotmail.fr', 'hotmail.it', 'hotmail.es', 'hotmail.co.uk'],
    ...['live.com', 'live.de', 'live.at', 'live.nl', 'live.fr', 'live.co.uk', 'msn.com', 'windowslive.com'],
  ],
  'Yahoo CFL': [
    ...['yahoo.com', 'yahoo.de', 'yahoo.fr', 'yahoo.it', 'yahoo.es', 'yahoo.co.uk', 'yahoo.ca'],
    ...['ymail.com', 'rocketmail.com', 'myyahoo.com', 'aol.com', 'aol.de', 'aim.com', 'verizon.net'],
  ],
};

/** The domains of a program by the name the loop carries; empty where none is known. */
export function domainsOfProgram(program: string): readonly string[] {
  return DOMAINS[program] ?? [];
}
