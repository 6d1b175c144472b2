// The product for the browser tests: a database and a sample provider of its own.

import { forgetOneTimePassword, noteOneTimePassword } from '../e2e/support/administrator';
import { oneTimePasswordIn, runProduct } from '../e2e/support/run-product';
import { whenParentEnds } from './lib/parent.mjs';

const own = {
  HOST: '127.0.0.1',
  PORT: process.env['E2E_PORT'] ?? '3217',
  SAMPLE_PROVIDER: '1',
  DATABASE_URL: '',
  PUBLIC_URL: '',
};

forgetOneTimePassword();
const product = runProduct(own, (line) => {
  console.log(line);
  const password = oneTimePasswordIn(line);
  if (password !== null) noteOneTimePassword(password);
});

// Whoever read our lines may be gone; the directory is removed all the same.
process.stdout.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, product.stop);
whenParentEnds(product.stop);

void product.ended.then((code) => process.exit(code));
