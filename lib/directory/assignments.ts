// `name = value` line by line, as a form's text field holds a small table. Pure.

/** The entries in their order, values split at commas; null where a line has no `=`, or a name stands twice. */
export function readAssignments(text: string): Map<string, string[]> | null {
  const entries = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === '') continue;
    const at = line.indexOf('=');
    const name = line.slice(0, Math.max(at, 0)).trim();
    const values = line
      .slice(at + 1)
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== '');
    if (name === '' || values.length === 0 || entries.has(name)) return null;
    entries.set(name, values);
  }
  return entries;
}
