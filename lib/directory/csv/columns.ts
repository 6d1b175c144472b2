// Which column of a CSV is which: names as docs/directory.md has them, or as a German export writes them. Pure.

/** What a column may be called besides its own name. Case, spaces, hyphens and dots do not matter. */
const SYNONYMS: Record<string, string> = {
  account: 'login',
  konto: 'login',
  postfach: 'login',
  mailbox: 'login',
  benutzer: 'login',
  kundennummer: 'customer_no',
  kunden_nr: 'customer_no',
  kundennr: 'customer_no',
  kunde: 'customer_no',
  vertrag: 'contract',
  tarif: 'contract',
  kontakt_email: 'contact_email',
  kontakt_e_mail: 'contact_email',
  telefon: 'phone',
  anschrift: 'post',
  sprache: 'language',
  anrede: 'tone',
  reseller: 'reseller_no',
  ask_first: 'vip',
  nur_nach_rueckfrage: 'vip',
  massenversender: 'bulk',
  kunde_seit: 'customer_since',
  aktiv: 'active',
  angelegt: 'created_at',
  aliase: 'aliases',
  alias: 'aliases',
};

const KNOWN = new Set([
  'login',
  'customer_no',
  'name',
  'contract',
  'language',
  'tone',
  'reseller_no',
  'is_reseller',
  'vip',
  'bulk',
  'customer_since',
  'kind',
  'active',
  'created_at',
  'aliases',
]);

export interface CsvHeader {
  /** By position: the column, or null for one that nothing is read from. */
  columns: (string | null)[];
  /** Names of columns that nothing is read from. */
  unknown: string[];
}

/** The header's columns; null where neither accounts nor customers could be read by it. */
export function readCsvHeader(fields: readonly string[]): CsvHeader | null {
  const names = fields.map(columnOf);
  // Of two columns of the same name the first counts.
  const columns = names.map((name, at) => (name !== null && names.indexOf(name) === at ? name : null));
  if (!columns.includes('login') && !columns.includes('customer_no')) return null;
  return { columns, unknown: fields.filter((field, at) => columns[at] === null && field.trim() !== '') };
}

function columnOf(field: string): string | null {
  const plain = field
    .trim()
    .toLowerCase()
    .replaceAll('ü', 'ue')
    .replace(/[\s.-]+/g, '_')
    .replace(/_+$/, '');
  const name = SYNONYMS[plain] ?? plain;
  return KNOWN.has(name) || /^(?:contact_email|phone|post)(?:_|$)/.test(name) ? name : null;
}
