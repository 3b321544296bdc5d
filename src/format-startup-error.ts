import { BaseError } from './errors/index.js';
import { ConfigurationError } from './config/index.js';
import { DeclarationError } from './discovery/index.js';

const HINTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is in use. Stop the process that uses it, or set PORT to another port.',
  EACCES: 'This user is not allowed to listen on the port. Set PORT to a port above 1023.',
};

/**
 * Why the app did not start, for whoever started it: in one line if we know what to do, else with the stack. Never
 * tells a value of the configuration.
 */
export function formatStartupError(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof DeclarationError) return error.message;
  const { syscall, code } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  const hint = syscall === 'listen' ? HINTS[code ?? ''] : undefined;
  if (hint !== undefined) return hint;
  if (error instanceof BaseError) {
    return `The app could not start: ${codesOf(error).join(', ')}. \`npm run cli -- doctor\` explains how to fix this.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The codes of an error and of what caused it; a text may quote an address. */
function codesOf(error: Error): string[] {
  const { code } = error as { code?: unknown };
  const own = typeof code === 'string' ? [code] : [];
  return error.cause instanceof Error ? [...own, ...codesOf(error.cause)] : own;
}
