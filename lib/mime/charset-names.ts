// The names under which mail calls character sets, and the names under which they are known.
// Promise: pure; data and one look-up. Source: IANA character sets, RFC 2978, WHATWG Encoding §4.2
// (what is already understood there is not repeated here), and labels seen in mail.

/** What each rule turns a name into; the first that fits counts. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^(?:x-?)?utf-?8(?:n|mb[34]|-strict|-mac)?$/, 'utf-8'],
  [/^(?:x-?)?(?:cp|win|windows|ibm|ms)-?(125\d|874)(?:-\w+)?$/, 'windows-$1'],
  [/^(?:x-?)?(?:cp|ibm|dos|pc)-?(437|850|858)(?:-?multilingual)?$/, 'cp$1'],
  [/^(?:x-?)?iso-?8859-?(\d{1,2})(-[ei])?(?::\d{4}|-windows-.*)?$/, 'iso-8859-$1$2'],
  [/^latin-?1$/, 'iso-8859-1'],
  [/^latin-?2$/, 'iso-8859-2'],
  [/^latin-?9$/, 'iso-8859-15'],
  [/^(?:x-?)?(?:cp|ms|windows-?)-?(?:932|31j)$/, 'shift_jis'],
  [/^(?:x-?)?(?:cp|ms|windows-?)-?936$/, 'gbk'],
  [/^(?:x-?)?(?:(?:cp|ms|windows-?)-?949|uhc)$/, 'euc-kr'],
  [/^(?:x-?)?(?:cp|ms|windows-?)-?950$/, 'big5'],
  [/^(?:x-?)?(?:cp|ms)-?(?:50220|50221|50222)$/, 'iso-2022-jp'],
  [/^(?:x-?)?shift-?jis(?:-.*)?$/, 'shift_jis'],
  [/^koi8-?([ru])$/, 'koi8-$1'],
  [/^gb-?2312(?:-80)?$/, 'gb18030'],
  [/^gb-?18030(?:-\d{4})?$/, 'gb18030'],
  [/^ansi$/, 'windows-1252'],
  [/^mac(?:-?roman)?$/, 'macintosh'],
  [/^(?:us-?)?ascii(?:-8bit)?$/, 'us-ascii'],
];

/** Labels that promise nothing (RFC 1428 §3 and its relatives), and ASCII, which 8-bit text often calls itself. */
const SAY_NOTHING = new Set([
  ...['us-ascii', 'iso646-us', 'ansi_x3.4-1968', 'unknown-8bit', 'unknown', 'x-unknown', 'x-user-defined'],
  ...['8bit', '7bit', 'binary', 'default', 'none', 'iso-8859-8bit'],
]);

/** The known name: without quotes, blanks and the language of RFC 2231 §5, in lower case. */
export function charsetName(label: string): string {
  const star = label.indexOf('*');
  const bare = (star > 0 ? label.slice(0, star) : label).slice(0, 60);
  const name = bare.replace(/["'\s]/g, '').toLowerCase();
  const dashed = name.replaceAll('_', '-');
  for (const [pattern, known] of RULES) if (pattern.test(dashed)) return dashed.replace(pattern, known);
  return name;
}

/** True where the name leaves open which character set it is. */
export function saysNothing(name: string): boolean {
  return SAY_NOTHING.has(name);
}
