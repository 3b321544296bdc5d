// Loaded first in each of the launcher's processes: without a launcher they would keep their ports for ever.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
});
// Listening to the channel must not keep the process alive once its work is done.
process.channel?.unref();
