// The code pages of DOS, which old fax and mail gateways still write.
// Promise: pure, one character a byte, never throws. Source: IANA names IBM437, IBM850, IBM00858.

/** What stands for the bytes 0x80 to 0xFF. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0';

const TABLES: ReadonlyMap<string, string> = new Map([
  ['cp437', CP437],
  ['cp850', CP850],
  // 850 with the euro in the place of the dotless i.
  ['cp858', CP850.replace('ı', '€')],
]);

/** The text, or null where the name is none of theirs. */
export function decodeDosCharset(bytes: Buffer, name: string): string | null {
  const table = TABLES.get(name);
  if (table === undefined) return null;
  return bytes.toString('latin1').replace(/[\x80-\xFF]/g, (char) => table.charAt(char.charCodeAt(0) - 0x80));
}
