// Names under which a provider takes mail for domains of its customers, by program: where a domain's mail exchanger ends in
// one of them, its people complain to that provider. Each has the source that says so; what nobody documents is left out.
// Administrators add to a program what is missing. Pure.

interface MailHosts {
  /** The exchanger has this name, or one below it. */
  names: readonly string[];
  /** Key of `sources.ts`. */
  source: string;
}

export const mailHosts: Readonly<Record<string, MailHosts>> = {
  'yahoo-cfl': { names: ['yahoodns.net', 'biz.mail.yahoo.com'], source: 'suped-yahoo-mx' },
  gmail: { names: ['l.google.com', 'smtp.google.com', 'googlemail.com'], source: 'serverbd-google' },
  'microsoft-jmrp': { names: ['olc.protection.outlook.com'], source: 'word-microsoft' },
  'microsoft-365': {
    names: ['mail.protection.outlook.com', 'mx.microsoft'],
    source: 'microsoft-dane',
  },
  'mail-ru': { names: ['emx.mail.ru'], source: 'beget-mail-ru' },
  seznam: { names: ['seznam.cz'], source: 'seznam-domains' },
  zoho: { names: ['zoho.com', 'zoho.eu', 'zoho.in', 'zoho.com.au', 'zoho.jp'], source: 'zoho-mx' },
  fastmail: { names: ['messagingengine.com'], source: 'fastmail-dns' },
  rackspace: { names: ['emailsrvr.com'], source: 'rackspace-dns' },
  gandi: { names: ['mail.gandi.net'], source: 'gandi-wiki' },
  yandex: { names: ['mx.yandex.net'], source: 'yandex-360' },
};
