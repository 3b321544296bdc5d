/** What every command gets; a program adds what its own commands need. */
export interface CommandContext {
  /** Arguments after the name of the command, including options. */
  readonly arguments: readonly string[];
  /** Prints one line of the result. */
  readonly print: (line: string) => void;
  /** Prints progress, separate from the result. */
  readonly report: (line: string) => void;
  /** Await it between the lines of a long result, so that they are not buffered for a slow reader. */
  readonly whenWritable?: () => Promise<void>;
}

/** One command of a program. */
export interface Command<Context extends CommandContext> {
  /** Name of the command, such as `queue dead list`. */
  readonly words: string;
  /** The rest of the usage line. */
  readonly parameters?: string;
  readonly summary: string;
  /** Resolves to the exit code. @throws CliError */
  run(context: Context): Promise<number>;
}
