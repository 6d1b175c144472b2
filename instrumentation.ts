// Runs once in the server's process: makes the client's address trustworthy before anything reads it, and logs what
// a page throws with the reference that its reader sees.

import type { Instrumentation } from 'next';

export async function register(): Promise<void> {
  // Next replaces this name at build time; it keeps Node's modules out of the unused edge bundle.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { stampClientAddresses } = await import('@/lib/auth/client-address');
  stampClientAddresses();
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { log } = await import('@/lib/log');
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  log('web').error(
    { err: error, reference: digest, path: request.path.split('?')[0], route: context.routePath },
    'page failed',
  );
};
