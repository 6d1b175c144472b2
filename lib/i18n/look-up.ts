// Texts for codes that are only known when the page is made (reasons, error codes, evidence codes). Pure.

type Values = Record<string, string | number | Date>;
interface LooseTranslator {
  (key: string, values?: Values): string;
  has(key: string): boolean;
}

/** The text at `key` of a translator, or null where the catalogue has none: the caller shows the bare code then. */
export function lookUp(
  translator: { has: (key: never) => boolean },
  key: string,
  values?: Values,
): string | null {
  const loose = translator as unknown as LooseTranslator;
  return loose.has(key) ? loose(key, values) : null;
}
