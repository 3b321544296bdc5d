import { once } from 'node:events';
import { type Writable } from 'node:stream';
import { type CliOutput } from './run-cli.js';

/** What a shell reports for a program that SIGPIPE ended, such as the left side of `| head`. */
const BROKEN_PIPE_CODE = 141;

/**
 * Standard output and error of the process. A result that could not be written is a failure of the command; a lost
 * message on standard error is not.
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

  /** Resolves once the reader keeps up. @throws the system's error if nothing more can be written */
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

  /** Whether `error` is the output's own. */
  isFailure(error: unknown): boolean {
    return error !== undefined && error === this.failure;
  }
}
