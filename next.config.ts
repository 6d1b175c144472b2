// Next's settings. Headers that never change are set here; the content security policy carries a nonce and is set in
// `proxy.ts`. Types and lint are checked by `npm test`, so that the first start does not wait for them.

import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
  // Ignored by browsers over plain HTTP, so that a first look on localhost is not locked out.
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
];

// The address of a customer's page is its key: it goes to no other site and into no index.
const customerHeaders = [
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'X-Robots-Tag', value: 'noindex, nofollow, noarchive' },
  { key: 'Cache-Control', value: 'no-store' },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // No image is resized here: with `unoptimized` the endpoint /_next/image answers 404.
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  // Packages with native parts, worker threads or sockets stay outside the bundle.
  serverExternalPackages: [
    '@node-rs/argon2',
    'imapflow',
    'ldapts',
    'mailparser',
    'mysql2',
    'pino',
    'postgres',
    'sanitize-html',
    'pg-boss',
  ],
  experimental: { authInterrupts: true },
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers },
      { source: '/c/:path*', headers: customerHeaders },
    ]),
  // Browsers ask for it beside pages that name no icon, such as a mail's source.
  rewrites: () => Promise.resolve([{ source: '/favicon.ico', destination: '/icon.svg' }]),
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(config);
