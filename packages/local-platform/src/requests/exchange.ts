type Header = readonly [name: string, value: string];

/** How much of a body is kept. */
const MAX_BODY_BYTES = 64 * 1024;
/** Neither names nor values of headers can contain it. */
const SEPARATOR = '\0';

/**
 * A request or a response as it was sent, with its secrets: mask it with `maskExchange` before it is shown. It is packed,
 * because thousands of them are stored.
 */
export class Message {
  /** @param packed the headers and, from `headBytes` on, the first part of the body */
  constructor(
    readonly packed: Buffer,
    readonly headBytes: number,
    /** Length of the whole body in bytes. */
    readonly length: number,
  ) {}

  /**
   * @param body of which the first part is kept; absent if it is not to be kept
   * @param length of the body, if that is not all of it
   */
  static of(headers: Iterable<Header>, body?: string | Uint8Array, length?: number): Message {
    const head = Buffer.from([...headers].flat().join(SEPARATOR));
    const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? Buffer.alloc(0));
    const first = bytes.subarray(0, MAX_BODY_BYTES);
    return new Message(Buffer.concat([head, first]), head.length, length ?? bytes.length);
  }

  get headers(): Header[] {
    const words = this.packed.toString('utf8', 0, this.headBytes).split(SEPARATOR);
    return words.flatMap((name, index) => (index % 2 === 0 ? [[name, words[index + 1] ?? ''] as const] : []));
  }

  /** The first part of the body, as far as it is kept. */
  get body(): Buffer {
    return this.packed.subarray(this.headBytes);
  }

  includes(text: Buffer): boolean {
    return this.packed.includes(text);
  }
}

export interface Exchange {
  /** The path with its query. */
  readonly target: string;
  readonly request: Message;
  /** Absent if there was none. */
  readonly response?: Message;
}

const HEAD_NUMBERS = 7;
const HEAD_BYTES = HEAD_NUMBERS * Float64Array.BYTES_PER_ELEMENT;
const ABSENT = -1;

/** As bytes, for {@link unpackExchange}. */
export function packExchange({ target, request, response }: Exchange): Buffer {
  const path = Buffer.from(target);
  const sizes = [path.length, ...sizesOf(request), ...(response ? sizesOf(response) : [ABSENT, 0, 0])];
  const head = Buffer.from(Float64Array.from(sizes).buffer);
  return Buffer.concat([head, path, request.packed, ...(response ? [response.packed] : [])]);
}

/** @param bytes of {@link packExchange} */
export function unpackExchange(bytes: Buffer): Exchange {
  const sizes = new Float64Array(Uint8Array.from(bytes.subarray(0, HEAD_BYTES)).buffer);
  const [pathBytes = 0, requestBytes = 0, ...rest] = sizes;
  const [requestHead = 0, requestLength = 0, responseBytes = 0, responseHead = 0, responseLength = 0] = rest;
  const requestStart = HEAD_BYTES + pathBytes;
  const requestEnd = requestStart + requestBytes;
  const target = bytes.toString('utf8', HEAD_BYTES, requestStart);
  const request = new Message(bytes.subarray(requestStart, requestEnd), requestHead, requestLength);
  if (responseBytes === ABSENT) return { target, request };
  return { target, request, response: new Message(bytes.subarray(requestEnd), responseHead, responseLength) };
}

const sizesOf = ({ packed, headBytes, length }: Message): number[] => [packed.length, headBytes, length];
