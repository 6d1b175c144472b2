// The name of a file that somebody hands in, made safe to show and to send on. Pure.

const maxChars = 120;

/** The last part of a path, on one line, in bounds. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const line = last.replaceAll(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>]+/gu, ' ').trim();
  return line === '' ? 'file' : line.slice(-maxChars);
}

/** Of it, what any browser and file system take: ASCII letters, digits, `.`, `_` and `-`. */
export function plainFileName(name: string): string {
  const plain = safeFileName(name)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._-]+/, '');
  return plain === '' ? 'file' : plain;
}
