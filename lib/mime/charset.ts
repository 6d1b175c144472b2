// Bytes in a named character set to text.
// Promise: never throws; null where the name is unknown. UTF-7 is refused, because it lets text
// hide markup from every reader that does not expect it. Source: RFC 2978, WHATWG Encoding.

const decoders = new Map<string, TextDecoder>();

/** Decodes what TextDecoder knows (utf-8, iso-8859-x, windows-125x, koi8-r, gb18030, …). */
export function decodeCharset(bytes: Buffer, label: string): string | null {
  const name = label.trim().toLowerCase();
  // The everyday case, several times as fast as a TextDecoder.
  if (name === 'utf-8') return bytes.toString('utf8');
  const decoder = decoderFor(name);
  return decoder === null ? null : decoder.decode(bytes);
}

function decoderFor(label: string): TextDecoder | null {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  // No label of the Encoding standard is longer; the cache stays bounded by its list of labels.
  if (label === '' || label.length > 30) return null;
  try {
    const decoder = new TextDecoder(label);
    decoders.set(label, decoder);
    return decoder;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
