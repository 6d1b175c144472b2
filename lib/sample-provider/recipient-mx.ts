// Who takes mail for the domains that the sample provider's customers write to: companies and schools that have their
// mailboxes at a large provider under a domain of their own. Pure; all names are reserved ones.

import { DnsFailure } from '@/lib/dns/resolver';

/** Ends of exchangers' names, by program: what the providers' real ones are in the world outside. */
export const MAIL_HOSTS: Readonly<Record<string, readonly string[]>> = {
  'microsoft-365': ['mx.firmenpost.example'],
  'yahoo-cfl': ['mx.yahoo-post.example'],
};

const exchangers: Readonly<Record<string, readonly string[]>> = {
  'schule-am-park.example': ['schule-am-park.mx.firmenpost.example'],
  'rathaus-lindental.example': ['rathaus-lindental.mx.firmenpost.example'],
  'grosshandel-nord.example': ['biz1.mx.yahoo-post.example', 'biz2.mx.yahoo-post.example'],
  'steuerbuero-weber.example': ['mail.steuerbuero-weber.example'],
};

/** Answers as a resolver would: a domain that is not told of does not exist. */
export function sampleMx(domain: string): Promise<string[]> {
  const hosts = exchangers[domain];
  return hosts === undefined ? Promise.reject(new DnsFailure('ENOTFOUND')) : Promise.resolve([...hosts]);
}
