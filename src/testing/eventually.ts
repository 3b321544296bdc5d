import { SYSTEM_CLOCK } from 'monday-persistence/clock';

const LIMIT_MS = 25_000;
const MAX_PAUSE_MS = 20;

/**
 * Calls `look` until it returns a result.
 * @param look returns or resolves to `undefined` if there is no result yet
 * @throws Error after 25 seconds, which only a failure or a very busy machine takes
 */
export async function eventually<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = SYSTEM_CLOCK.monotonic() + LIMIT_MS;
  // Without pauses, looking takes the processor from what is waited for.
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
    const found = await look();
    if (found !== undefined) return found;
    if (SYSTEM_CLOCK.monotonic() > deadline) throw new Error('It did not happen in time.');
    await SYSTEM_CLOCK.sleep(pauseMs);
  }
}
