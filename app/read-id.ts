// Ids in addresses: a whole number of the database's range, else null (the page answers "not found").

/** Reads a positive 32-bit id. */
export function readId(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 2_147_483_647
    ? Number(text)
    : null;
}
