// How the worker processes are started. Raw mail passes through it as short-lived buffers and objects by the hundred
// thousand: what is set here decides how often V8 looks through all that is alive for what is not.

/**
 * Arguments for node before the script. Young objects get 16 MiB before they are looked through: the greater part of a
 * batch is gone by then. The heap may grow by half before all of it is looked through: as V8 has it, a lane did so every
 * 500 mails, a third of its processor time. Both together take some 50 MiB; each worker stays below 400 MiB under full
 * load, on a busy machine too. Growth to twice the size gained little more and went beyond that.
 */
export const workerNodeArgs = ['--max-semi-space-size=16', '--heap-growing-percent=50'];

/** How a worker's own source is loaded, in its process and in its threads. */
export const workerImports = [
  '--import',
  'tsx',
  '--import',
  new URL('./unnamed-functions.mjs', import.meta.url).href,
];

/** glibc makes an arena per thread otherwise, and each keeps what it once had. Harmless elsewhere. */
export const workerEnvironment = { MALLOC_ARENA_MAX: '2' };

/** The worker processes that `npm start` keeps, and the workers in each; a worker that has nothing to do is left out. */
export const workerProcesses: Record<string, string[]> = {
  intake: ['poll-mailbox', 'receive-lmtp', 'run-sample-provider', 'postfix-policy'],
  processing: [
    'process-messages',
    'follow-maillog',
    'receive-syslog',
    'run-jobs',
    'carry-out-measures',
    'send-notices',
    'send-outgoing',
  ],
};
