import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type Circus } from '@jest/types';
import HostEnvironment from '../runner/host-environment';
import { OpenApiContract, type OpenApiDocument } from './openapi-contract';

/** What Express leaves on a request. */
type RoutedRequest = IncomingMessage & {
  readonly originalUrl?: string;
  readonly route?: { readonly path?: unknown };
  readonly app?: {
    readonly router?: { readonly stack?: readonly { readonly route?: { readonly path?: unknown } }[] };
  };
};

interface Begun {
  readonly request: RoutedRequest;
  readonly response: ServerResponse;
  readonly server: Server;
}

const FILE = join(__dirname, '../../../docs/openapi.json');
/** Of Node. */
const DEFAULT_KEEP_ALIVE_MS = 5_000;
const DOCUMENT_ROUTE = '/docs/openapi.json';

/** One for all test files of this process: jest loads an environment, and what it imports, only once. */
let contract: OpenApiContract | undefined;

/**
 * Checks every reply of the app in every test against docs/openapi.json. What the document does not tell of fails the
 * test in which it was answered. An app is known by its serving the document itself.
 */
export default class ContractEnvironment extends HostEnvironment {
  private problems: string[] = [];
  private readonly servers = new WeakMap<Server, boolean>();

  private readonly watch = (message: unknown): void => {
    const { request, response, server } = message as Begun;
    keepIdleConnections(server);
    const chunks: Buffer[] = [];
    const write = response.write.bind(response);
    const end = response.end.bind(response);
    const take = ([chunk, encoding]: readonly unknown[]): void => {
      if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, textEncoding(encoding)));
      else if (chunk instanceof Object && typeof chunk !== 'function')
        chunks.push(Buffer.from(chunk as Uint8Array));
    };
    response.write = ((...args: Parameters<typeof write>) => {
      take(args);
      return write(...args);
    }) as typeof write;
    response.end = ((...args: Parameters<typeof end>) => {
      take(args);
      if (this.isApp(server, request)) this.check(request, response, Buffer.concat(chunks).toString('utf8'));
      return end(...args);
    }) as typeof end;
  };

  override async setup(): Promise<void> {
    await super.setup();
    subscribe('http.server.request.start', this.watch);
  }

  /** @throws Error for replies after the last test */
  override async teardown(): Promise<void> {
    unsubscribe('http.server.request.start', this.watch);
    await super.teardown();
    if (this.problems.length > 0) throw this.takeProblems();
  }

  handleTestEvent(event: Circus.Event): void {
    const isOver = event.name === 'test_fn_success' || event.name === 'test_fn_failure';
    if (isOver && this.problems.length > 0) event.test.errors.push(this.takeProblems());
  }

  private isApp(server: Server, request: RoutedRequest): boolean {
    let isApp = this.servers.get(server);
    if (isApp === undefined) {
      isApp = request.app?.router?.stack?.some(({ route }) => route?.path === DOCUMENT_ROUTE) ?? false;
      this.servers.set(server, isApp);
    }
    return isApp;
  }

  private check(request: RoutedRequest, response: ServerResponse, body: string): void {
    contract ??= new OpenApiContract(JSON.parse(readFileSync(FILE, 'utf8')) as OpenApiDocument);
    const { method = '', originalUrl = '', route } = request;
    const headers = Object.entries(response.getHeaders()).map(
      ([name, value]) => [name, String(value)] as const,
    );
    const problems = contract.check({
      method,
      path: originalUrl.replace(/^https?:\/\/[^/?]*/, '').split('?', 1)[0] ?? '',
      route: typeof route?.path === 'string' ? route.path : undefined,
      status: response.statusCode,
      headers: Object.fromEntries(headers),
      body,
    });
    this.problems.push(...problems);
  }

  private takeProblems(): Error {
    const problems = [...new Set(this.problems)];
    this.problems = [];
    return new Error(`Not as in docs/openapi.json (npm run openapi renews it):\n${problems.join('\n')}`);
  }
}

/**
 * By default, a server closes a connection that is idle for five seconds. On a busy machine, a client may just then send
 * the next request, which fails.
 */
function keepIdleConnections(server: Server): void {
  if (server.keepAliveTimeout === DEFAULT_KEEP_ALIVE_MS) server.keepAliveTimeout = 0;
}

function textEncoding(given: unknown): BufferEncoding {
  return typeof given === 'string' ? (given as BufferEncoding) : 'utf8';
}
