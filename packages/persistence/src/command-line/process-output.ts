import { once } from 'node:events';
import { type Writable } from 'node:stream';
import { type CliOutput } from './run-command.js';

/** Exit code of a program that ended by SIGPIPE, as with `| head`. */
const BROKEN_PIPE_CODE = 141;

/**
 * Standard output and error of the process. If the result cannot be written, the command fails; a lost message on
 * stderr is ignored.
 */
export class ProcessOutput implements CliOutput {
  private failure: NodeJS.ErrnoException | undefined;

  constructor(
    private readonly stdout: Writable,
    private readonly stderr: Writable,
  ) {
    stdout.on('error', (error: NodeJS.ErrnoException) => (this.failure ??= error));
    stderr.on('error', () => undefined);
  }

  readonly print = (line: string): void => {
    this.stdout.write(`${line}\n`);
  };

  readonly printError = (line: string): void => {
    this.stderr.write(`${line}\n`);
  };

  /** Resolves when the reader has caught up. @throws the system's error if writing fails */
  readonly whenWritable = async (): Promise<void> => {
    if (this.failure) throw this.failure;
    if (this.stdout.writableNeedDrain) await once(this.stdout, 'drain');
  };

  /**
   * Resolves once everything is written, to the exit code of the process.
   * @param code of the command
   */
  async end(code: number): Promise<number> {
    await new Promise((resolve) => this.stdout.write('', resolve));
    if (!this.failure) return code;
    if (this.failure.code === 'EPIPE') return BROKEN_PIPE_CODE;
    this.printError(`The result could not be written (${this.failure.code ?? this.failure.name}).`);
    return code === 0 ? 1 : code;
  }

  /** Whether `error` comes from the output. */
  isFailure(error: unknown): boolean {
    return error !== undefined && error === this.failure;
  }
}
