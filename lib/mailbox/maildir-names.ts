// Names in a Maildir. A name is bytes that we did not choose: it is carried as Latin-1, so that every byte survives,
// and its part before `:2,` is the mail's identity, which flags and moves do not change. Pure.

/** The part of a file name that stays the same: all before the flags. */
export function uniquePart(fileName: string): string {
  const flags = fileName.indexOf(':2,');
  return flags === -1 ? fileName : fileName.slice(0, flags);
}

/** The name under which a file lies in a `cur` folder: with flags, which `new` does not have. */
export function nameInCur(fileName: string): string {
  return fileName.includes(':2,') ? fileName : `${fileName}:2,`;
}

/** The path of a file as bytes. */
export function pathOf(folder: string, fileName: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(fileName, 'latin1')]);
}

/** The Maildir++ folder of a name: `Archive/2026` is `.Archive.2026`. */
export function subfolderPath(root: string, folder: string): string {
  return `${root.replace(/\/+$/, '')}/.${folder.replaceAll('/', '.')}`;
}

/** A folder name that cannot leave its Maildir. */
export function isFolderName(folder: string): boolean {
  return folder !== '' && !folder.startsWith('.') && !/[\0;]|\.\.|^\/|\/$/.test(folder);
}
