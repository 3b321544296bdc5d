import { SandboxRefusedError, SandboxUnreachableError } from './cli.errors.js';

const TIMEOUT_MS = 70_000;

/** Talks to the control API of the local platform. */
export class ControlClient {
  /** @param url of the platform, without a trailing slash */
  constructor(private readonly url: string) {}

  /** @throws SandboxUnreachableError | SandboxRefusedError */
  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  /** @throws SandboxUnreachableError | SandboxRefusedError */
  post<T>(path: string, body: object = {}): Promise<T> {
    return this.call<T>('POST', path, JSON.stringify(body));
  }

  /** @throws SandboxUnreachableError | SandboxRefusedError */
  put<T>(path: string, body: object): Promise<T> {
    return this.call<T>('PUT', path, JSON.stringify(body));
  }

  /** @throws SandboxUnreachableError | SandboxRefusedError */
  async delete(path: string): Promise<void> {
    await this.call('DELETE', path);
  }

  private async call<T>(method: string, path: string, body?: string): Promise<T> {
    const reply = await this.send(method, path, body);
    const text = await reply.text();
    if (!reply.ok) throw new SandboxRefusedError(reply.status, messageOf(text));
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  private async send(method: string, path: string, body?: string): Promise<Response> {
    try {
      return await fetch(`${this.url}${path}`, {
        method,
        body,
        headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new SandboxUnreachableError(this.url);
    }
  }
}

function messageOf(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}
