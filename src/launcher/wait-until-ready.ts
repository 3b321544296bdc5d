import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { NotReadyError } from './launcher.errors.js';

const LIMIT_MS = 30_000;
const PAUSE_MS = 50;
const REQUEST_TIMEOUT_MS = 2_000;

/**
 * Resolves once `url` answers with 2xx.
 * @throws NotReadyError after half a minute; an AbortError if `signal` ends the wait
 */
export async function waitUntilReady(name: string, url: string, signal: AbortSignal): Promise<void> {
  const deadline = SYSTEM_CLOCK.monotonic() + LIMIT_MS;
  while (SYSTEM_CLOCK.monotonic() < deadline) {
    if (await answers(url, signal)) return;
    await SYSTEM_CLOCK.sleep(PAUSE_MS, signal);
  }
  throw new NotReadyError(name, LIMIT_MS / 1000);
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await sendHttpRequest({ method: 'GET', url, timeoutMs: REQUEST_TIMEOUT_MS, signal });
    return response.isSuccess;
  } catch {
    return false;
  }
}
