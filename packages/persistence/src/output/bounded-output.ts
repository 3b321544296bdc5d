import { withDeadline } from '../deadline/index.js';
import { type OutputChannel } from './output-channel.js';

/** Maximum buffer for a slow reader, in UTF-16 units. */
const MAX_WAITING = 1024 * 1024;
/** Maximum size of one write, in UTF-16 units; a longer line is written alone. */
const MAX_CHUNK = 64 * 1024;
const LINE_BREAK = 10;

export interface BoundedOutputOptions {
  /** Called once, when the first line is dropped. @param reason a system error code, or `EAGAIN` if the output is not read */
  readonly onFirstDrop: (reason: string) => void;
  readonly maxWaiting?: number;
}

/**
 * Output of lines, such as the log. Writing never blocks, fails or uses unlimited memory: lines are buffered for a slow
 * reader up to a limit. Lines that exceed it or cannot be written are dropped and counted.
 */
export class BoundedOutput {
  private channel: OutputChannel | undefined;
  private waiting: string[] = [];
  private waitingSize = 0;
  private inFlight = 0;
  private isScheduled = false;
  private isMidLine = false;
  private droppedLines = 0;
  private drained: (() => void)[] = [];

  /** @param open called once, with the first line */
  constructor(
    private readonly open: () => OutputChannel,
    private readonly options: BoundedOutputOptions,
  ) {}

  /** Number of lines dropped since the start of the process. */
  get dropped(): number {
    return this.droppedLines;
  }

  /** @param line one or more lines, each with a line break at the end */
  write(line: string): void {
    if (this.waitingSize + line.length > (this.options.maxWaiting ?? MAX_WAITING)) {
      this.drop(1, 'EAGAIN');
      return;
    }
    this.waiting.push(line);
    this.waitingSize += line.length;
    this.schedule();
  }

  /** Resolves when the buffer is empty, or after `limitMs`. */
  async drain(limitMs: number): Promise<void> {
    if (this.waiting.length === 0 && this.inFlight === 0) return;
    const drained = new Promise<void>((resolve) => this.drained.push(resolve));
    await withDeadline(drained, limitMs, () => undefined);
  }

  /** Writes the buffer before the process exits, as far as possible without waiting. */
  writeNow(): void {
    if (this.waiting.length === 0) return;
    const text = this.waiting.splice(0).join('');
    this.waitingSize = 0;
    this.opened.writeNow(this.encode(text), this.inFlight > 0);
  }

  private get opened(): OutputChannel {
    return (this.channel ??= this.open());
  }

  /** The lines of one turn of the event loop are written together. */
  private schedule(): void {
    if (this.isScheduled || this.inFlight > 0 || this.waiting.length === 0) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.writeChunk();
    });
  }

  private writeChunk(): void {
    const lines = this.takeChunk();
    if (lines.length === 0) return;
    this.inFlight = lines.length;
    const chunk = this.encode(lines.join(''));
    this.opened.write(chunk, (error, written) => {
      this.inFlight = 0;
      if (error) {
        this.isMidLine = written > 0 && chunk[written - 1] !== LINE_BREAK;
        this.drop(lines.length, error.code ?? error.name);
      }
      if (this.waiting.length > 0) this.schedule();
      else for (const resolve of this.drained.splice(0)) resolve();
    });
  }

  private takeChunk(): string[] {
    let size = 0;
    const end = this.waiting.findIndex((line) => (size += line.length) > MAX_CHUNK);
    const lines = this.waiting.splice(0, end === -1 ? this.waiting.length : Math.max(end, 1));
    for (const line of lines) this.waitingSize -= line.length;
    return lines;
  }

  /** A line that was truncated by a failure is terminated before the next one. */
  private encode(text: string): Buffer {
    const chunk = Buffer.from(this.isMidLine ? `\n${text}` : text);
    this.isMidLine = false;
    return chunk;
  }

  private drop(lines: number, reason: string): void {
    const isFirst = this.droppedLines === 0;
    this.droppedLines += lines;
    if (isFirst) this.options.onFirstDrop(reason);
  }
}
