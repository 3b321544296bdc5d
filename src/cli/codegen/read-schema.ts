import { CannotRunError } from 'monday-persistence/command-line';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { readFile } from 'node:fs/promises';

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * The schema in GraphQL's language, from a file or an address.
 * @throws CannotRunError if it cannot be read
 */
export async function readSchema(source: string): Promise<string> {
  if (!/^https?:\/\//.test(source)) {
    return readFile(source, 'utf8').catch((error: unknown) => {
      throw new CannotRunError(`${source} cannot be read: ${(error as Error).message}`);
    });
  }
  if (!URL.canParse(source)) throw new CannotRunError(`${source} is no address.`);
  const url = new URL(source);
  if (url.pathname.endsWith('/get_schema') && !url.searchParams.has('format'))
    url.searchParams.set('format', 'sdl');
  const request = { method: 'GET', url, timeoutMs: TIMEOUT_MS, maxResponseBytes: MAX_BYTES };
  const reply = await sendHttpRequest(request).catch(() => {
    throw new CannotRunError(`${source} does not answer. Start npm run dev, or give a file.`);
  });
  if (!reply.isSuccess) throw new CannotRunError(`${source} answered ${reply.status}.`);
  return reply.text();
}
