import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { readFields, type Fields } from './protobuf.js';

export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the root of a trace. */
  readonly parentSpanId: string;
  /** 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly hasFailed: boolean;
}

const STATUS_ERROR = 2n;

/** An OTLP collector over HTTP, for spans in protobuf (opentelemetry-proto, trace/v1/trace.proto). */
export class OtlpCollector {
  readonly spans: CollectedSpan[] = [];
  /** Everything that was received, as text. */
  received = '';
  headers: IncomingHttpHeaders = {};
  paths = new Set<string>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OtlpCollector> {
    const server = createServer();
    const collector = new OtlpCollector(server);
    server.on('request', (request, response) => {
      void buffer(request).then((body) => {
        collector.take(body);
        collector.headers = request.headers;
        collector.paths.add(request.url ?? '');
        response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The one span that this holds for. */
  require(holds: (span: CollectedSpan) => boolean): CollectedSpan {
    const found = this.spans.filter(holds);
    if (found.length !== 1) {
      throw new Error(`${found.length} spans, not one, of: ${this.spans.map(({ name }) => name).join(', ')}`);
    }
    return found[0]!;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private take(body: Buffer): void {
    this.received += body.toString('latin1');
    for (const resource of messages(readFields(body), 1)) {
      for (const scope of messages(resource, 2)) {
        this.spans.push(...messages(scope, 2).map(spanOf));
      }
    }
  }
}

function spanOf(span: Fields): CollectedSpan {
  return {
    traceId: hex(span, 1),
    spanId: hex(span, 2),
    parentSpanId: hex(span, 4),
    name: text(span, 5),
    kind: Number(span.get(6)?.[0] ?? 0n),
    attributes: Object.fromEntries(messages(span, 9).map((pair) => [text(pair, 1), valueOf(pair)])),
    links: messages(span, 13).map((link) => ({ traceId: hex(link, 1), spanId: hex(link, 2) })),
    hasFailed: messages(span, 15)[0]?.get(3)?.[0] === STATUS_ERROR,
  };
}

/** Texts and whole numbers; the app sends no others. */
function valueOf(pair: Fields): string {
  const [value = new Map<number, never[]>()] = messages(pair, 2);
  return value.has(1) ? text(value, 1) : String(value.get(3)?.[0]);
}

function bytes(fields: Fields, field: number): Buffer[] {
  return (fields.get(field) ?? []).filter((value) => typeof value !== 'bigint');
}

const messages = (fields: Fields, field: number): Fields[] => bytes(fields, field).map(readFields);
const text = (fields: Fields, field: number): string => bytes(fields, field)[0]?.toString('utf8') ?? '';
const hex = (fields: Fields, field: number): string => bytes(fields, field)[0]?.toString('hex') ?? '';
