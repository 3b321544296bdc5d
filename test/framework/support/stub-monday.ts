import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export type StubHandler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A loopback server in place of monday's token endpoint and GraphQL API, which does what a test tells it. */
export class StubMonday {
  /** Answers of `POST /token`. */
  token: StubHandler = answerJson(200, {
    access_token: 'monday-access',
    token_type: 'Bearer',
    scope: 'me:read',
  });
  /** Answers of `POST /v2`. */
  graphql: StubHandler = answerJson(200, { data: { me: identityOf('11', '22') } });
  readonly tokenBodies: string[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => this.serve(request, response));
  }

  static async start(): Promise<StubMonday> {
    const stub = new StubMonday();
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What points an app at it. */
  get variables(): Record<string, string> {
    return {
      MONDAY_OAUTH_BASE_PATH: `${this.url}/oauth2/authorize`,
      MONDAY_OAUTH_TOKEN_PATH: `${this.url}/token`,
      MONDAY_API_ENDPOINT: `${this.url}/v2`,
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      if (request.url === '/token') {
        this.tokenBodies.push(body);
        this.token(request, response, body);
      } else if (request.url === '/v2') this.graphql(request, response, body);
      else answerJson(200, { success: true })(request, response, body);
    });
  }
}

export function answerJson(status: number, body: unknown, headers: Record<string, string> = {}): StubHandler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

export function identityOf(userId: string, accountId: string): object {
  return {
    id: userId,
    name: 'Ada',
    email: 'ada@example.com',
    is_admin: false,
    is_guest: false,
    is_view_only: false,
    account: { id: accountId, slug: 'ada', name: 'Ada Ltd' },
  };
}
