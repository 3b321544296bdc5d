// Loaded first in a check, whose own thread computes for many seconds: another one waits for the end of standard input, which the
// launcher keeps open.
import { Socket } from 'node:net';
import { isMainThread, Worker } from 'node:worker_threads';

if (isMainThread) {
  new Worker(__filename, { execArgv: [] }).unref();
} else {
  new Socket({ fd: 0 }).resume().once('close', () => process.kill(process.pid, 'SIGKILL'));
}
