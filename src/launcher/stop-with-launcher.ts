// Loaded first in each process of the launcher, which would otherwise keep its ports after the launcher has ended.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
});
// Listening to the channel must not keep the process alive.
process.channel?.unref();
