export function say(line: string): void;
export class Failure extends Error {}
export function complain(error: unknown): void;
