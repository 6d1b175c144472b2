// The ways by which mail comes in for our own feedback loop, and how each of them stands.

import { env } from '@/lib/env';
import { listInputMailboxes, readApiInput, type InputMailbox } from '@/lib/own-loop/input-queries';
import { lmtpIdentities, type OwnLoopRole } from '@/lib/own-loop/lmtp-identities';

/** `off`: it has yet to be set up. */
export type WayState = 'on' | 'off' | 'paused' | 'failing';

export interface OwnLoopWay {
  /** Of a mailbox its name, of LMTP the address, of the API its path. */
  name: string;
  /** Null where nothing can be set up on a screen. */
  href: string | null;
  takes: OwnLoopRole | 'spam-clicks-lmtp' | 'api';
  state: WayState;
  /** Code of the last error, where it stands. */
  error: string | null;
  lastAt: Date | null;
}

/** Mailboxes by name, LMTP, the API. */
export async function readOwnLoopWays(): Promise<OwnLoopWay[]> {
  const [mailboxes, api] = await Promise.all([listInputMailboxes(), readApiInput()]);
  const polled = mailboxes.filter(({ kind }) => kind !== 'lmtp').map(ofMailbox);
  const lmtp = (['spam-clicks', 'spam-traps'] as const).map((role): OwnLoopWay => {
    const row = mailboxes.find((one) => one.kind === 'lmtp' && one.role === role);
    return {
      name: lmtpIdentities[role],
      href: null,
      takes: role === 'spam-clicks' ? 'spam-clicks-lmtp' : role,
      state: env().LMTP_LISTEN === undefined ? 'off' : 'on',
      error: null,
      lastAt: row?.lastMailAt ?? null,
    };
  });
  const program: OwnLoopWay = {
    name: '/api/v1/own-loop',
    href: '/api-tokens',
    takes: 'api',
    state: api.hasToken ? 'on' : 'off',
    error: null,
    lastAt: api.lastAt,
  };
  return [...polled, ...lmtp, program];
}

function ofMailbox({ id, name, role, isPaused, lastError, lastMailAt }: InputMailbox): OwnLoopWay {
  const state = isPaused ? 'paused' : lastError === null ? 'on' : 'failing';
  const error = lastError?.split(':')[0] ?? null;
  return { name, href: `/mailboxes/${id}`, takes: role, state, error, lastAt: lastMailAt };
}
