// How the worker's process is started. Raw mail passes through it as short-lived buffers: without these two settings
// the allocator keeps 150 MiB of them for later, with them the worker stays near 300 MiB under full load.

/** Arguments for node before the script: young objects get 8 MiB before they are looked through, not 32. */
export const workerNodeArgs = ['--max-semi-space-size=8'];

/** glibc makes an arena per thread otherwise, and each keeps what it once had. Harmless elsewhere. */
export const workerEnvironment = { MALLOC_ARENA_MAX: '2' };
