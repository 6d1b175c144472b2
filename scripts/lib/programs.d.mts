export function findChromium(): string | null;
export function findDovecot(): string | null;
export function findDovecotPgsql(): string | null;
export function findMariadb(): string | null;
export function findPostfix(): string | null;
export function findSlapd(): string | null;
export function missingPackages(): string[];
