import { sendHttpRequest, type HttpResponse } from 'monday-persistence/http-client';
import { fieldsOf, tryParseJson } from 'monday-persistence/json';
import { SandboxRefusedError, SandboxUnreachableError } from './control.errors.js';

const TIMEOUT_MS = 70_000;
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** Client of the local platform's control API. */
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
    const text = reply.text();
    if (!reply.isSuccess) throw new SandboxRefusedError(reply.status, messageOf(text));
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  private async send(method: string, path: string, body?: string): Promise<HttpResponse> {
    try {
      return await sendHttpRequest({
        method,
        url: `${this.url}${path}`,
        body,
        headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_RESPONSE_BYTES,
      });
    } catch {
      throw new SandboxUnreachableError(this.url);
    }
  }
}

function messageOf(text: string): string {
  const { message } = fieldsOf(tryParseJson(text));
  return typeof message === 'string' ? message : text;
}
