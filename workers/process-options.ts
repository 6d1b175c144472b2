// How the worker processes are started. Raw mail passes through it as short-lived buffers: without these two settings
// the allocator keeps 150 MiB of them for later, with them each stays below 300 MiB under full load.

/** Arguments for node before the script: young objects get 8 MiB before they are looked through, not 32. */
export const workerNodeArgs = ['--max-semi-space-size=8'];

/** glibc makes an arena per thread otherwise, and each keeps what it once had. Harmless elsewhere. */
export const workerEnvironment = { MALLOC_ARENA_MAX: '2' };

/** The worker processes that `npm start` keeps, and the workers in each; a worker that has nothing to do is left out. */
export const workerProcesses: Record<string, string[]> = {
  intake: ['poll-mailbox', 'receive-lmtp', 'run-sample-provider'],
  processing: ['process-messages', 'follow-maillog', 'receive-syslog', 'run-jobs'],
};
