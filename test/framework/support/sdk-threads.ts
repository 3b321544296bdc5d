import { type Worker } from 'node:worker_threads';

/** Without `K_SERVICE`, each logger of the SDK has a thread, which the exit of the process would wait for. Ends them. */
export function endThreadsOfSdk(): void {
  const threads: Worker[] = [];
  const collect = (thread: Worker): number => threads.push(thread);
  const others = process.listeners('exit');

  beforeAll(() => process.on('worker', collect));
  afterAll(async () => {
    process.off('worker', collect);
    const ofLoggers = process.listeners('exit').filter((listener) => !others.includes(listener));
    for (const listener of ofLoggers) process.off('exit', listener);
    // Its logger takes the end for a failure.
    for (const thread of threads) await thread.removeAllListeners('exit').terminate();
  });
}
