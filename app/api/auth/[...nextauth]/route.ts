// next-auth's endpoints: CSRF token and sign-in. Options are made per request, since the environment is read at run time.

import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/auth/options';
import { signIn } from '@/lib/desk/sign-in';

type Context = { params: Promise<{ nextauth: string[] }> };

function handle(request: NextRequest, context: Context): Promise<Response> {
  const handler = NextAuth(authOptions(signIn)) as (
    request: NextRequest,
    context: Context,
  ) => Promise<Response>;
  return handler(request, context);
}

export { handle as GET, handle as POST };
