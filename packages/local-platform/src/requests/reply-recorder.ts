import { type OutgoingHttpHeaders } from 'node:http';
import { type Response } from 'express';
import { Message } from './exchange.js';

type Headers = OutgoingHttpHeaders | undefined;

const ENOUGH_BYTES = 64 * 1024;

type Pass<T> = (...given: unknown[]) => T;

/** Keeps what is sent as a response, beside sending it. */
export class ReplyRecorder {
  private readonly chunks: Uint8Array[] = [];
  private kept = 0;
  private length = 0;
  private given: Headers;

  constructor(private readonly response: Response) {
    const write = response.write.bind(response) as Pass<boolean>;
    const end = response.end.bind(response) as Pass<Response>;
    const writeHead = response.writeHead.bind(response) as Pass<Response>;
    const passed: Record<'write' | 'end' | 'writeHead', Pass<unknown>> = {
      write: (...given) => {
        this.keep(given[0]);
        return write(...given);
      },
      end: (...given) => {
        this.keep(given[0]);
        return end(...given);
      },
      writeHead: (...given) => {
        // Node keeps the headers that are given here to itself.
        const last = given.at(-1);
        if (typeof last === 'object' && last !== null) this.given = last as OutgoingHttpHeaders;
        return writeHead(...given);
      },
    };
    Object.assign(response, passed);
  }

  message(): Message {
    const headers = new Map(pairsOf(this.response.getHeaders()));
    for (const [name, value] of pairsOf(this.given)) headers.set(name.toLowerCase(), value);
    return Message.of(headers, Buffer.concat(this.chunks), this.length);
  }

  private keep(chunk: unknown): void {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    this.length += bytes.length;
    if (this.kept >= ENOUGH_BYTES) return;
    this.kept += bytes.length;
    this.chunks.push(bytes);
  }
}

function pairsOf(headers: Headers): (readonly [string, string])[] {
  if (headers === undefined) return [];
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'object' ? value.join(', ') : String(value)]],
  );
}
