export function findChromium(): string | null;
export function findDovecot(): string | null;
