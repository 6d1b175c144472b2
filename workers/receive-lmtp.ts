// Takes mail over LMTP where LMTP_LISTEN says so: a loop of the mail server's connections around the use case
// `takeMail`. Ends when told to, after the mails in flight.

import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { hostname } from 'node:os';
import { takeMail } from '@/lib/desk/take-mail';
import { env, EnvError } from '@/lib/env';
import type { Reach } from '@/lib/intake/types';
import { freeSocketFile } from '@/lib/lmtp/socket-file';
import { LmtpServer } from '@/lib/lmtp/server';
import type { LmtpListen } from '@/lib/lmtp/types';
import { log } from '@/lib/log';
import { roleOfRecipient } from '@/lib/own-loop/lmtp-identities';
import { mailboxRoles as roles } from '@/lib/replies/types';

/** Owner and group may deliver; the directory and the group say who that is. */
const SOCKET_MODE = 0o660;

/** What a person can do about an address that cannot be listened on. */
const HINTS: Record<string, string> = {
  EADDRINUSE: 'it is in use already',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'the system does not allow it (ports below 1024 and foreign directories need rights)',
  ENOENT: 'its directory does not exist',
};

/** Serves until `signal` fires. `reach` is called around the commit; tests die there. Throws `EnvError` where it cannot listen. */
export async function receiveLmtp(signal: AbortSignal, reach?: Reach): Promise<void> {
  const { LMTP_LISTEN: listen, LMTP_ALLOW: allow } = env();
  if (listen === undefined) return;
  const server = new LmtpServer({
    name: hostname(),
    allow,
    laneOf: roleOfRecipient,
    take: (mails, lane) => takeMail('lmtp', mails, { role: roles.find((role) => role === lane), reach }),
  });
  await open(server, listen);
  log('receive-lmtp').info({ listen }, 'LMTP is taken');
  if (!signal.aborted) await once(signal, 'abort');
  await server.stop();
}

async function open(server: LmtpServer, listen: LmtpListen): Promise<void> {
  try {
    if (listen.kind === 'unix') await freeSocketFile(listen.path);
    await server.listen(listen);
    if (listen.kind === 'unix') await chmod(listen.path, SOCKET_MODE);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const place = listen.kind === 'unix' ? listen.path : `${listen.host}:${listen.port}`;
    const reason = HINTS[code] ?? (error instanceof Error ? error.message : String(error));
    throw new EnvError(`LMTP_LISTEN: cannot listen on ${place}: ${reason}.`, { cause: error });
  }
}
