import { BaseError } from './errors/index.js';
import { ConfigurationError } from './config/index.js';

const HINTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken. Stop what listens there, or choose another one by PORT.',
  EACCES: 'This user may not listen on the port. Choose one above 1023 by PORT.',
};

/**
 * Why the app did not start, for whoever started it: in one line where we know what to do, else with the stack. Never
 * tells a value of the configuration.
 */
export function formatStartupError(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const { syscall, code } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  const hint = syscall === 'listen' ? HINTS[code ?? ''] : undefined;
  if (hint !== undefined) return hint;
  if (error instanceof BaseError) {
    return `The app could not start: ${codesOf(error).join(', ')}. \`npm run cli -- doctor\` tells what to do.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The codes of an error and of what caused it; a text may quote an address. */
function codesOf(error: Error): string[] {
  const { code } = error as { code?: unknown };
  const own = typeof code === 'string' ? [code] : [];
  return error.cause instanceof Error ? [...own, ...codesOf(error.cause)] : own;
}
