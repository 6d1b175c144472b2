export type Lock = { held: true; afterCrash: boolean } | { held: false; pid: number; url?: string };
export function takeLock(path: string): Lock;
export function noteUrl(path: string, url: string): void;
export function releaseLock(path: string): void;
