// next-auth with the credentials provider. It allows only JWT sessions, so the token carries nothing but the id of a
// session row; ending the row ends the session. CSRF: next-auth's double-submit token on sign-in, Next's origin check
// on server actions, SameSite=lax on the cookie.

import type { NextAuthOptions, User } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { env, requireEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { SESSION_HOURS } from '@/lib/users/session-rules';
import { clientAddress } from './client-address';

export interface Credentials {
  login: string;
  password: string;
  address: string;
  userAgent: string | null;
}

/** What the use case "sign in" answers: a session id, or why not. */
export type SignInAnswer =
  { ok: true; sessionId: string; userId: number } | { ok: false; code: 'refused' | 'throttled' };

type HeaderRecord = Record<string, string | undefined>;

/** next-auth's options; `signIn` checks credentials and opens the session row. */
export function authOptions(signIn: (credentials: Credentials) => Promise<SignInAnswer>): NextAuthOptions {
  const logger = log('auth');
  return {
    secret: requireEnv('AUTH_SECRET'),
    useSecureCookies: env().PUBLIC_URL.startsWith('https://'),
    session: { strategy: 'jwt', maxAge: SESSION_HOURS * 3600 },
    jwt: { maxAge: SESSION_HOURS * 3600 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { login: { type: 'text' }, password: { type: 'password' } },
        async authorize(credentials, request) {
          const header = (name: string) => (request.headers as HeaderRecord | undefined)?.[name] ?? null;
          const answer = await signIn({
            login: credentials?.login ?? '',
            password: credentials?.password ?? '',
            address: clientAddress({ get: header }),
            userAgent: header('user-agent'),
          });
          // next-auth hands a thrown message to the page as ?error=; null is its own "CredentialsSignin".
          if (!answer.ok && answer.code === 'throttled') throw new Error('throttled');
          return answer.ok ? { id: String(answer.userId), sessionId: answer.sessionId } : null;
        },
      }),
    ],
    callbacks: {
      // `user` is there at sign-in only.
      jwt: ({ token, user }) => ({ sid: (user as User | undefined)?.sessionId ?? token.sid }),
      // The client's session endpoint tells nothing; pages read the row.
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      // Of what it hands over only the error: the rest can be a request.
      error: (code, metadata) =>
        logger.error({ code, err: metadata instanceof Error ? metadata : metadata.error }, 'next-auth'),
      warn: (code) => logger.debug({ code }, 'next-auth'),
      debug: (code) => logger.trace({ code }, 'next-auth'),
    },
  };
}
