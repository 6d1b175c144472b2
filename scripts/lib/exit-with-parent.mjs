// Loaded first into every supervised process: when the supervisor is gone, however it went, this process ends too.

if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
