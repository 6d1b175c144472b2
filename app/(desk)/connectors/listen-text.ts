// Where the policy service listens, as Postfix names it. Pure.

/** `127.0.0.1:10040`; null where it is not set. */
export function listenText(listen: { host: string; port: number } | undefined): string | null {
  if (listen === undefined) return null;
  return listen.host.includes(':') ? `[${listen.host}]:${listen.port}` : `${listen.host}:${listen.port}`;
}
