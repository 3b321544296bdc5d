/** What an HTTP server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; `undefined` where it is no JSON or too long. */
  readonly json: unknown;
  /** Milliseconds since the epoch, of this machine's clock. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

const MAX_BODY_BYTES = 64 * 1024;

/** Asks once, and follows no redirect. @throws Error where there is no answer within the limit */
export async function ask(url: string | URL, timeoutMs: number, init: RequestInit = {}): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const sentAt = Date.now();
  const response = await fetch(url, { ...init, redirect: 'manual', signal });
  const answeredAt = Date.now();
  const { status, headers } = response;
  return { status, headers, json: parse(await readText(response)), sentAt, answeredAt };
}

/** Asks with a JSON body. */
export function askJson(url: string, timeoutMs: number, body: object, headers = {}): Promise<Answer> {
  return ask(url, timeoutMs, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
