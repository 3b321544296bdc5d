import { type OnApplicationShutdown } from '@nestjs/common';
import { ContentFile } from './content-file.js';
import { type Exchange, packExchange, unpackExchange } from './exchange.js';

/** What the list of requests shows of one. */
export interface Recorded {
  /** Unique in the log; later ones are larger. */
  readonly number: number;
  readonly at: Date;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** 0 if there was no reply. */
  readonly status: number;
  readonly milliseconds: number;
}

/**
 * A recorded request; its exchange is absent if it is one of the oldest, whose content is no longer kept. It is read from
 * the disk each time that it is asked for.
 */
export interface Kept extends Recorded {
  readonly exchange?: Exchange;
}

const MAX_ENTRIES = 10_000;
const MAX_CONTENT_BYTES = 16 * 1024 * 1024;

/**
 * The last requests with their content, of this process only. Only 16 MB of content are kept, and 10,000 requests. The
 * content is in a temporary file.
 */
export class ExchangeLog implements OnApplicationShutdown {
  private readonly entries: Entry[] = [];
  private readonly contents = new ContentFile(MAX_CONTENT_BYTES);
  private lastNumber = 0;

  /** @returns its number */
  add(entry: Omit<Recorded, 'number'>, exchange: Exchange): number {
    this.lastNumber += 1;
    const content = packExchange(exchange);
    const position = this.contents.append(content);
    this.entries.push(new Entry(this.lastNumber, entry, this.contents, position, content.length));
    if (this.entries.length > MAX_ENTRIES) this.entries.shift();
    return this.lastNumber;
  }

  /** Newest first. */
  *newest(): Generator<Kept> {
    for (let index = this.entries.length - 1; index >= 0; index -= 1) {
      const entry = this.entries[index];
      if (entry) yield entry;
    }
  }

  find(number: number): Kept | undefined {
    return this.entries[number - (this.entries[0]?.number ?? 0)];
  }

  onApplicationShutdown(): void {
    this.contents.close();
  }
}

class Entry implements Kept {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  private readonly time: number;

  constructor(
    readonly number: number,
    { at, method, path, status, milliseconds }: Omit<Recorded, 'number'>,
    private readonly contents: ContentFile,
    private readonly position: number | undefined,
    private readonly size: number,
  ) {
    this.method = method;
    this.path = path;
    this.status = status;
    this.milliseconds = milliseconds;
    this.time = at.getTime();
  }

  get at(): Date {
    return new Date(this.time);
  }

  get exchange(): Exchange | undefined {
    if (this.position === undefined) return undefined;
    const content = this.contents.read(this.position, this.size);
    return content && unpackExchange(content);
  }
}
