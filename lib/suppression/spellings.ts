// How a complainant whom a person searches for may be written in entries. Pure.

/**
 * An address is kept in lower case; a digest that stands for a redacted one keeps the case of its local part, and a
 * reporter's token all of it (lib/reports/comparable-recipient.ts). Who types one of them need not know which it is.
 */
export function spellingsOf(search: string): string[] {
  const at = search.lastIndexOf('@');
  const halfway = at < 0 ? search : search.slice(0, at) + search.slice(at).toLowerCase();
  return [...new Set([search, halfway, search.toLowerCase()])];
}
