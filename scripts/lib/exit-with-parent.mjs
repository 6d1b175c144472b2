// Loaded first into every supervised process: when the supervisor is gone, however it went, this process ends too.

const ORDERLY_END_MS = 15_000;

if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    // Its database may have gone with the supervisor, and with it what an orderly end waits for.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), ORDERLY_END_MS).unref();
  });
}
