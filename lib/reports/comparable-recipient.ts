// A recipient as complaints of one person are recognised by it. Addresses are compared in lower case; the digests that
// stand for redacted ones (RFC 6590 §2) are base64, where case tells two people apart. Pure.

/** Base64 of an 8-byte digest and longer, both alphabets, padded or not. */
const base64 = /^[A-Za-z0-9+/_-]{11,}={0,2}$/;

/**
 * Whether a local part is a digest in base64: padding says so, and so does mixed case with digits over the length of a
 * name. An address taken for one keeps its case, and costs at most a repetition that is not recognised; a digest taken
 * for an address would make one person of two.
 */
function isDigest(local: string): boolean {
  if (!base64.test(local)) return false;
  if (local.endsWith('=')) return true;
  return local.length >= 20 && /[a-z]/.test(local) && /[A-Z]/.test(local) && /[0-9]/.test(local);
}

/** The recipient in comparable form; '' where there is none. */
export function comparableRecipient(text: string): string {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  const local = at < 0 ? trimmed : trimmed.slice(0, at);
  const rest = trimmed.slice(local.length).toLowerCase();
  return (isDigest(local) ? local : local.toLowerCase()) + rest;
}
