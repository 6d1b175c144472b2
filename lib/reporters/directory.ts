// Programs that send complaints without asking us first, or to whose loop we did not subscribe: who they are, and the
// addresses they write from. A name alone proves nothing: an entry holds where a valid signature aligns with the From.
// Source: the From of their published reports and help pages. Left out on purpose: programs that ended (AOL, Cox, Road
// Runner, USA.net, NiX Spam), whose domains may change hands, and those whose address nobody documents.

export interface KnownProgram {
  /** Kebab-case, stored in reporter keys: never reused. */
  id: string;
  name: string;
  /** Lower case: an address (any `+tag` in it is ignored), or `@domain` for every address of a domain of its own. */
  from: readonly string[];
}

const knownPrograms: readonly KnownProgram[] = [
  { id: 'yahoo-cfl', name: 'Yahoo Complaint Feedback Loop', from: ['@arf.mail.yahoo.com'] },
  // The domain is shared with every mailbox there: the one address only.
  { id: 'microsoft-jmrp', name: 'Microsoft JMRP', from: ['staff@hotmail.com'] },
  { id: 'comcast-fbl', name: 'Comcast FBL', from: ['@comcastfbl.senderscore.net'] },
  { id: 'bluetie-fbl', name: 'BlueTie FBL', from: ['@feedback.bluetie.com'] },
  { id: 'fastmail-fbl', name: 'Fastmail FBL', from: ['@fbl.fastmail.com', '@fbl.fastmail.fm'] },
  { id: 'opensrs-fbl', name: 'OpenSRS FBL', from: ['@fbl.hostedemail.com'] },
  {
    id: 'rackspace-fbl',
    name: 'Rackspace FBL',
    from: ['@fbl.apps.rackspace.com', '@rackspacefbl.senderscore.net'],
  },
  { id: 'synacor-fbl', name: 'Synacor FBL', from: ['@fbl.synacor.com'] },
  { id: 'terra-fbl', name: 'Terra FBL', from: ['@feedback.terra.com'] },
  { id: 'telenor-fbl', name: 'Telenor FBL', from: ['abuse@telenor.net'] },
  { id: 'mail-ru', name: 'Mail.ru FBL', from: ['noreply@corp.mail.ru'] },
  { id: 'seznam', name: 'Seznam.cz FBL', from: ['postmaster@seznam.cz'] },
  { id: 'zoho', name: 'Zoho Mail FBL', from: ['@fbl.zoho.com'] },
  { id: 'spamcop', name: 'SpamCop', from: ['@reports.spamcop.net', '@admin.spamcop.net'] },
  { id: 'amazon-ses', name: 'Amazon SES', from: ['complaints@email-abuse.amazonses.com'] },
  { id: 'abusix', name: 'Abusix', from: ['no-reply@abusix.org'] },
  { id: 'netcraft', name: 'Netcraft', from: ['takedown-response@netcraft.com'] },
];

const byFrom = new Map(knownPrograms.flatMap((program) => program.from.map((from) => [from, program])));

/** The program that writes from this lower-case address, or null. Says nothing about whether it did. */
export function findProgram(from: string): KnownProgram | null {
  const at = from.lastIndexOf('@');
  if (at <= 0) return null;
  const domain = from.slice(at);
  const plus = from.indexOf('+');
  const address = plus > 0 && plus < at ? from.slice(0, plus) + domain : from;
  return byFrom.get(address) ?? byFrom.get(domain) ?? null;
}
