// Gives every page its content security policy with a fresh nonce (CSP Level 3), and pages the path they were asked
// under. It is no boundary: pages, actions and queries authorise for themselves.

import { NextResponse, type NextRequest } from 'next/server';
import { REQUEST_PATH_HEADER } from '@/lib/auth/request-path';

function policy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // Widths of bars and the sandboxed evidence frame need inline styles; they cannot run anything.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function proxy(request: NextRequest): NextResponse {
  const value = policy(btoa(crypto.randomUUID()));
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', value);
  headers.set(REQUEST_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', value);
  return response;
}

// Where large bodies arrive it stays out of the way: Next copies the body of a request that passes here, up to 10 MB of
// it. Those routes answer with data, which needs no policy. Downloads of what strangers sent have a stricter policy of
// their own (app/(desk)/intake/download.ts), which the one of pages would replace.
export const config = {
  matcher: [
    '/((?!_next/static|favicon.ico|icon.svg|api/v1/|intake/upload$|intake/[0-9]+/source$|intake/[0-9]+/attachments/[^/]+$).*)',
  ],
};
