export function findChromium(): string | null;
export function findDovecot(): string | null;
export function findSlapd(): string | null;
export function findMariadb(): string | null;
