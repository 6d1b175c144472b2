// X-ARF's report types in the words of ARF and of XARF 4.
// Promise: data and a look-up. Types are compared without case, blanks, hyphens and underscores, since every generator
// has its own spelling; what is not here is `other`, kept as written and noted.
// Source: X-ARF 0.1 schemata (Category and Report-Type), XARF 4.2 (category and type), RFC 5965 §7.3 (feedback types).

interface ReportMeaning {
  /** RFC 5965 §7.3. */
  feedbackType: 'abuse' | 'fraud' | 'virus' | 'other';
  /** `category/type` of XARF 4; null where it has no such type. */
  category: string | null;
}

/** Category and spellings, by feedback type. */
const TYPES: readonly [ReportMeaning['feedbackType'], string, readonly string[]][] = [
  [
    'abuse',
    'messaging/spam',
    ['spam', 'spamtrap', 'mailspam', 'emailspam', 'spamhit', 'spamvertised', 'unsolicited'],
  ],
  ['abuse', 'messaging/spam', ['commentspam', 'forumspam', 'blogspam', 'webspam', 'contactformspam']],
  ['abuse', 'messaging/bulk_messaging', ['bulk', 'bulkmail', 'massmail']],
  [
    'fraud',
    'content/phishing',
    ['phishing', 'phish', 'spearphishing', 'credentialphishing', 'identitytheft'],
  ],
  ['fraud', 'content/fraud', ['fraud', 'scam', 'advancefee', '419', 'fakeshop']],
  ['fraud', 'content/brand_infringement', ['trademark', 'counterfeit', 'brandabuse']],
  [
    'virus',
    'content/malware',
    ['malware', 'virus', 'trojan', 'worm', 'malwaresite', 'malwareattack', 'ransomware'],
  ],
  ['virus', 'infrastructure/botnet', ['botnet', 'bot', 'drone', 'zombie', 'cc', 'c2', 'commandandcontrol']],
  ['virus', 'connection/infected_host', ['infection', 'infected', 'infectedhost', 'malwareinfection']],
  [
    'other',
    'content/remote_compromise',
    ['defacement', 'webshell', 'compromise', 'compromisedsite', 'hacked'],
  ],
  ['other', 'infrastructure/compromised_server', ['compromisedserver', 'compromisedhost']],
  [
    'other',
    'connection/login_attack',
    ['loginattack', 'bruteforce', 'sshattack', 'authattack', 'passwordattack'],
  ],
  ['other', 'connection/port_scan', ['portscan', 'scan', 'netscan', 'networkscan']],
  [
    'other',
    'connection/ddos',
    ['dos', 'ddos', 'flood', 'synflood', 'amplification', 'dosattack', 'ddosattack'],
  ],
  ['other', 'connection/sql_injection', ['sqlinjection', 'sqli']],
  [
    'other',
    'connection/vulnerability_scan',
    ['rfiattack', 'webattack', 'exploit', 'exploitattack', 'hackattack'],
  ],
  ['other', 'connection/vulnerability_scan', ['attack', 'vulnerabilityscan', 'idsalert', 'fileinclusion']],
  ['other', 'connection/scraping', ['harvesting', 'harvester', 'scraping', 'crawler', 'badbot']],
  ['other', 'copyright/copyright', ['copyright', 'dmca', 'infringement']],
  ['other', 'copyright/p2p', ['p2p', 'filesharing', 'bittorrent']],
  [
    'other',
    'vulnerability/open_service',
    ['openproxy', 'openresolver', 'openrelay', 'openservice', 'openport'],
  ],
  ['other', 'vulnerability/misconfiguration', ['misconfiguration', 'vulnerability']],
  ['other', 'reputation/blocklist', ['blocklist', 'blacklist', 'rbl', 'dnsbl', 'listing']],
  ['other', 'content/csam', ['csam', 'csem', 'childabuse', 'childsexualabusematerial', 'childpornography']],
];

const BY_TYPE = new Map<string, ReportMeaning>(
  TYPES.flatMap(([feedbackType, category, names]) => names.map((name) => [name, { feedbackType, category }])),
);

/** What X-ARF's own Category says where the type says nothing. */
const BY_CATEGORY: Readonly<Record<string, ReportMeaning['feedbackType']>> = { fraud: 'fraud' };

/** The meaning of a Report-Type; null in `category` and a note where nobody defined it. */
export function meaningOf(type: string, category: string | null, notes: Set<string>): ReportMeaning {
  const known = BY_TYPE.get(type.toLowerCase().replace(/[^a-z0-9]/g, ''));
  if (known !== undefined) return known;
  notes.add(`type:unregistered:${type.toLowerCase().slice(0, 40)}`);
  const named = category?.trim().toLowerCase() ?? '';
  const feedbackType = Object.hasOwn(BY_CATEGORY, named) ? BY_CATEGORY[named] : undefined;
  return { feedbackType: feedbackType ?? 'other', category: null };
}
