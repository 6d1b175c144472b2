// Where things lie, seen from the clone.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

export const MODULES = join(ROOT, 'node_modules');

/** The Node that the product runs on, whatever the machine has. */
export const PINNED_NODE = join(MODULES, 'node/bin/node');

/** An environment in which `node` is the pinned one. */
export function pinnedEnv(more = {}) {
  return {
    ...process.env,
    PATH: `${join(MODULES, '.bin')}:${process.env.PATH ?? ''}`,
    NEXT_TELEMETRY_DISABLED: '1',
    ...more,
  };
}
