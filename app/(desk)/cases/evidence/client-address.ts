// The address in what the log says of an authenticated submission: "login, address port 50123 (name)". Pure.

/** Null where the line names none. */
export function clientAddressOf(value: string): string | null {
  return /, ([0-9a-f.:]*[.:][0-9a-f.:]*)(?: port \d+)?(?: \(|,|$)/i.exec(value)?.[1] ?? null;
}
