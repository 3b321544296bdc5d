type Header = readonly [name: string, value: string];

/** How much of a body is kept. */
const MAX_BODY_BYTES = 64 * 1024;
/** Neither names nor values of headers can contain it. */
const SEPARATOR = '\0';

/**
 * A request or a response as it was sent, with its secrets: mask it with `maskExchange` before it is shown. It is packed,
 * because thousands of them are kept.
 */
export class Message {
  private constructor(
    private readonly packed: Buffer,
    private readonly headBytes: number,
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
    // Not from the pool, where a small buffer holds on to eight kilobytes.
    const packed = Buffer.allocUnsafeSlow(head.length + first.length);
    packed.set(head);
    packed.set(first, head.length);
    return new Message(packed, head.length, length ?? bytes.length);
  }

  get headers(): Header[] {
    const words = this.packed.toString('utf8', 0, this.headBytes).split(SEPARATOR);
    return words.flatMap((name, index) => (index % 2 === 0 ? [[name, words[index + 1] ?? ''] as const] : []));
  }

  /** The first part of the body, as far as it is kept. */
  get body(): Buffer {
    return this.packed.subarray(this.headBytes);
  }

  /** In memory. */
  get size(): number {
    return this.packed.length;
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

const OVERHEAD_BYTES = 400;

/** About how much memory it takes. */
export function sizeOf({ target, request, response }: Exchange): number {
  return OVERHEAD_BYTES + target.length + request.size + (response?.size ?? 0);
}
