// Domains under which the large providers give mailboxes to everybody, by program: what is delivered there is what the
// program's people could complain about. The providers' own public names; those of their former brands are left out.
// Mailboxes under a customer's own domain are known by their exchanger (mail-hosts.ts). Administrators add to a program
// what is missing. Pure.

export const mailboxDomains: Readonly<Record<string, readonly string[]>> = {
  'yahoo-cfl': ['att.net', 'sbcglobal.net', 'rogers.com'],
  gmail: ['gmail.com', 'googlemail.com'],
  'gmx-webde': ['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'gmx.com', 'web.de'],
  't-online': ['t-online.de', 'magenta.de'],
  freenet: ['freenet.de'],
  seznam: ['seznam.cz', 'email.cz'],
  zoho: ['zoho.com', 'zohomail.com', 'zohomail.eu'],
  laposte: ['laposte.net'],
  'orange-fr': ['orange.fr', 'wanadoo.fr'],
  sfr: ['sfr.fr', 'neuf.fr'],
  swisscom: ['bluewin.ch'],
  earthlink: ['earthlink.net'],
  'united-online': ['juno.com', 'netzero.net', 'netzero.com'],
  fastmail: ['fastmail.com', 'fastmail.fm'],
  'italia-online': ['libero.it', 'virgilio.it'],
  tim: ['tim.it', 'alice.it'],
  telenet: ['telenet.be'],
  telstra: ['bigpond.com', 'telstra.com'],
  xs4all: ['xs4all.nl'],
  ziggo: ['ziggo.nl'],
  yandex: ['yandex.ru', 'yandex.com'],
  'liberty-global': ['virginmedia.com'],
  terra: ['terra.com.br'],
  'uol-brazil': ['uol.com.br'],
};
