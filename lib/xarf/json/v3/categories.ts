// The category and type of version 4 for each report type of version 3.
// Promise: every published type has one; where version 4 has no word for it, the old one stays, in a fitting category.
// Source: XARF 4.2.0, type mappings of its schema for version 3; what they leave out is decided here.

import { publishedType } from './spelling';

export interface Category {
  category: string;
  type: string;
  /** False where version 4 does not define the type. */
  isPublished: boolean;
}

/** A mark behind the type: version 4 does not know it. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['Spam', 'messaging/spam'],
  ['LoginAttack', 'connection/login_attack'],
  ['PortScan', 'connection/port_scan'],
  ['DOS', 'connection/ddos'],
  ['WebCrawler', 'connection/scraping'],
  ['Exploit', 'connection/exploit*'],
  ['Botnet', 'infrastructure/botnet'],
  // A client asked for a name that malware uses: it is infected.
  ['RPZ-Rewrite', 'infrastructure/botnet'],
  ['PotentiallyCompromisedAccount', 'infrastructure/compromised_account*'],
  ['Malware', 'content/malware'],
  ['Phishing', 'content/phishing'],
  ['Trademark', 'content/brand_infringement'],
  ['Harassment', 'content/harassment*'],
  ['ChildAbuse', 'content/csam'],
  ['ChildSexualAbuseMaterial', 'content/csam'],
  ['Copyright', 'copyright/copyright'],
  ['OpenService', 'vulnerability/open_service'],
]);

/** The category of a report of version 3. */
export function categoryOf(report: Record<string, unknown>): Category {
  const name = publishedType(report.ReportType) ?? '';
  const isRewrite = name === 'Malware' && ('RpzDomain' in report || report.ReportSubType === 'RPZ-Rewrite');
  const found = TYPES.get(isRewrite ? 'RPZ-Rewrite' : name) ?? '';
  const [category = '', type = ''] = found.replace('*', '').split('/');
  return { category, type, isPublished: !found.endsWith('*') };
}
