/** The answer was not JSON, or longer than allowed. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError';
}

const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads a JSON object and stops after `limitBytes`, whatever `Content-Length` says.
 * @throws UnreadableAnswerError
 */
export async function readBoundedJson(
  response: Response,
  limitBytes: number,
): Promise<Record<string, unknown>> {
  if (!JSON_TYPE.test(response.headers.get('content-type') ?? '')) {
    await response.body?.cancel();
    throw new UnreadableAnswerError('The answer is not JSON by its type.');
  }
  const text = await readBounded(response, limitBytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableAnswerError('The answer is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableAnswerError('The answer is not a JSON object.');
  }
  return value as Record<string, unknown>;
}

async function readBounded(response: Response, limitBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the stream, and with it the connection.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > limitBytes) throw new UnreadableAnswerError('The answer is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
