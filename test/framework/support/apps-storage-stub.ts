import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

interface Row {
  readonly key: string;
  readonly shared: boolean;
  readonly value: unknown;
  readonly version: string;
  readonly expiresAt: number;
}

interface SetBody {
  readonly value: unknown;
  readonly previous_version?: string;
  readonly ttl?: number;
}

/** What happens to one request in place of an answer. `after`: the request has its effect, and the answer is lost. */
export interface Mishap {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly hang?: boolean;
  readonly cut?: boolean;
  readonly after?: boolean;
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly token: string;
}

const PAGE = 20;
const PERIOD_END: Record<string, number> = { DAILY: 10, MONTHLY: 7, YEARLY: 4 };

/** A server that speaks the apps-storage API (docs/monday-platform.md#storage-api) on loopback, with one store a token. */
export class AppsStorageStub {
  /** Milliseconds since the epoch. */
  now = Date.UTC(2026, 1, 3, 10);
  readonly requests: SeenRequest[] = [];
  /** One for each request to come, in their order. */
  readonly mishaps: (Mishap | undefined)[] = [];
  /** Tokens that are answered with 401. */
  readonly rejected = new Set<string>();
  private readonly rows = new Map<string, Map<string, Row>>();
  private readonly counters = new Map<string, number>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(): Promise<AppsStorageStub> {
    const stub = new AppsStorageStub();
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const token = request.headers.authorization ?? '';
    const [method, url] = [request.method ?? '', request.url ?? ''];
    this.requests.push({ method, url, token });
    const mishap = this.mishaps.shift();
    if (mishap && !mishap.after) return misbehave(mishap, response);
    const text = Buffer.concat(chunks).toString('utf8');
    const [status, body] = this.rejected.has(token)
      ? [401, { message: 'Unauthorized' }]
      : this.handle(method, new URL(url, this.url), token, text === '' ? undefined : JSON.parse(text));
    if (mishap) return misbehave(mishap, response);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  private handle(method: string, url: URL, token: string, body: unknown): [number, unknown?] {
    if (method === 'GET' && url.searchParams.has('term')) return this.search(url, token);
    if (method === 'PUT' && url.pathname === '/operations') return this.count(token, body);
    const shared = url.searchParams.get('shareGlobally') === 'true';
    const key = decodeURIComponent(url.pathname.slice(1));
    const rows = this.rowsOf(token);
    const name = `${key}|${shared}`;
    const row = this.live(rows.get(name));
    if (method === 'GET') return row ? [200, { value: row.value, version: row.version }] : [404];
    if (method === 'DELETE') return rows.delete(name) && row ? [204] : [404];
    const { value, previous_version: previous, ttl } = body as SetBody;
    if (previous !== undefined && previous !== row?.version) return [409, { error: 'version conflict' }];
    const version = randomUUID();
    const expiresAt = ttl === undefined ? Infinity : this.now + ttl * 1000;
    rows.set(name, { key, shared, value, version, expiresAt });
    return [200, { version }];
  }

  private search(url: URL, token: string): [number, unknown] {
    const term = (url.searchParams.get('term') ?? '').toLowerCase();
    const after = url.searchParams.get('cursor');
    const rows = [...this.rowsOf(token).values()]
      .filter((row) => this.live(row) && row.key.toLowerCase().includes(term))
      .sort((a, b) => Buffer.compare(orderOf(a), orderOf(b)))
      .filter((row) => after === null || Buffer.compare(orderOf(row), Buffer.from(after, 'hex')) > 0);
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    const records = page.map(({ key, value, shared }) => ({ key, value, backendOnly: !shared }));
    return [
      200,
      { records, ...(last && rows.length > PAGE ? { cursor: orderOf(last).toString('hex') } : {}) },
    ];
  }

  private count(token: string, body: unknown): [number, unknown] {
    const { period, kind, incrementBy, renewalDate } = body as Record<string, string | undefined>;
    const shift = renewalDate === undefined ? 0 : new Date(renewalDate).getTime() % 86_400_000;
    const turn = new Date(this.now - shift).toISOString().slice(0, PERIOD_END[period ?? '']);
    const name = JSON.stringify([token, period, kind, renewalDate, turn]);
    const newCounterValue = (this.counters.get(name) ?? 0) + (Number(incrementBy ?? 0) || 1);
    this.counters.set(name, newCounterValue);
    return [200, { message: 'ok', newCounterValue }];
  }

  private rowsOf(token: string): Map<string, Row> {
    const rows = this.rows.get(token) ?? new Map<string, Row>();
    this.rows.set(token, rows);
    return rows;
  }

  private live(row: Row | undefined): Row | undefined {
    return row && row.expiresAt > this.now ? row : undefined;
  }
}

/** The bytes of the key, then private before shared; no key has U+0000. */
function orderOf({ key, shared }: Row): Buffer {
  return Buffer.from(`${key}\u0000${Number(shared)}`);
}

function misbehave(mishap: Mishap, response: ServerResponse): void {
  if (mishap.hang) return;
  if (mishap.cut) {
    response.destroy();
    return;
  }
  response.writeHead(mishap.status ?? 500, { 'content-type': 'application/json', ...mishap.headers });
  response.end(mishap.body ?? '{}');
}
