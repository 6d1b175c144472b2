// Names of ours, looked up. Names are compared in the form of `normalName`.

/** Whether a set holds a name, or, as `.example.com`, a name above it. Linear in the labels. */
export function setHoldsName(names: ReadonlySet<string>, name: string): boolean {
  if (names.has(name)) return true;
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    if (names.has(name.slice(dot))) return true;
  }
  return false;
}
