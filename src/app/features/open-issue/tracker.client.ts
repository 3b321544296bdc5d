import { BadGatewayException, Injectable } from '@nestjs/common';
import { sendHttpRequest } from 'monday-persistence/http-client';
import { fieldsOf } from 'monday-persistence/json';
import { ApiCalls } from '../../../feature/index.js';
import { CredentialsRefusedError } from '../../../monday/index.js';
import { TrackerVariables } from './tracker-variables.js';

const TIMEOUT_MS = 10_000;
const MAX_RESPONSE_BYTES = 64 * 1024;

/** The third party, which keeps issues. */
@Injectable()
export class TrackerClient {
  constructor(
    private readonly variables: TrackerVariables,
    private readonly calls: ApiCalls,
  ) {}

  /** Whose token it is. @throws CredentialsRefusedError | BadGatewayException */
  async me(
    accessToken: string,
    signal: AbortSignal,
  ): Promise<{ readonly id: string; readonly name: string }> {
    const { id, name } = await this.call({ method: 'GET', path: '/api/me', accessToken, signal });
    return { id, name: typeof name === 'string' ? name : id };
  }

  /** @returns the id of the new issue @throws CredentialsRefusedError | BadGatewayException */
  async openIssue(title: string, accessToken: string, signal: AbortSignal): Promise<string> {
    const path = '/api/issues';
    const { id } = await this.call({ method: 'POST', path, accessToken, signal, body: { title } });
    return id;
  }

  private async call({ path, accessToken, body, ...request }: Call): Promise<Answer> {
    const response = await this.calls.run('tracker', () =>
      sendHttpRequest({
        ...request,
        url: `${this.variables.SANDBOX_PROVIDER_URL}${path}`,
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_RESPONSE_BYTES,
      }).catch((error: unknown) => {
        // A failure that may pass: monday runs the action again.
        throw new BadGatewayException('The tracker did not answer.', { cause: error });
      }),
    );
    if (response.status === 401) throw new CredentialsRefusedError('Tracker');
    const { id, name } = fieldsOf(response.json());
    const hasId = typeof id === 'string' && id !== '';
    if (!response.isSuccess || !hasId) throw new BadGatewayException('The tracker failed.');
    return { id, name };
  }
}

/** The third party names each object by an id. */
interface Answer {
  readonly id: string;
  readonly name?: unknown;
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly accessToken: string;
  readonly signal: AbortSignal;
  readonly body?: object;
}
