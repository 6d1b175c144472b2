// The web server's port: free before we start, answering after.

import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './say.mjs';

/** What a killed start left behind ends within this time. */
const LEFTOVER_ENDS_MS = 20_000;
const WEB_ANSWERS_MS = 120_000;

/** Throws a `Failure` that names PORT or HOST where the address cannot be listened on. */
export async function checkPort(host: string, port: number, isAfterCrash: boolean): Promise<void> {
  const patience = Date.now() + (isAfterCrash ? LEFTOVER_ENDS_MS : 0);
  for (;;) {
    const code = await tryToListen(host, port);
    if (code === null) return;
    if (code === 'EADDRINUSE' && Date.now() < patience) {
      await sleep(250);
      continue;
    }
    throw new Failure(whyNot(code, host, port));
  }
}

function whyNot(code: string, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    const other = port < 65_535 ? port + 1 : port - 1;
    return `Port ${port} on ${host} is in use by another program; choose another with PORT, for example PORT=${other} npm start.`;
  }
  if (code === 'EACCES')
    return `Port ${port} needs more rights than this user has; choose one above 1023 with PORT.`;
  return `HOST is ${host}, which is no address of this machine (${code}).`;
}

function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

/** Resolves when the web server answers a request, whatever the answer. */
export async function waitForWeb(host: string, port: number): Promise<void> {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}/`;
  const patience = Date.now() + WEB_ANSWERS_MS;
  while (Date.now() < patience) {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }).catch(
      () => null,
    );
    if (answer !== null) return;
    await sleep(100);
  }
  throw new Failure(`The web server did not answer at ${url} within ${WEB_ANSWERS_MS / 1000} s.`);
}
