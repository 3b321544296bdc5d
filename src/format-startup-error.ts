import { BaseError, MondayCodeAPIError } from './errors/index.js';
import { ConfigurationError, DataFolderError } from './config/index.js';
import { DeclarationError } from './discovery/index.js';

const HINTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is in use. Stop the process that uses it, or set PORT to another port.',
  EADDRNOTAVAIL: 'This machine does not have the address in HOST. Set HOST to 0.0.0.0, or to :: with IPv6.',
  EAFNOSUPPORT: 'This machine has no IPv6. Set HOST to 0.0.0.0.',
  EACCES: 'This user is not allowed to listen on the port. Set PORT to a port above 1023.',
};

/** The codes of a store whose file cannot be made or opened. */
const FOLDER_CODES = new Set(['EACCES', 'EEXIST', 'ENOTDIR', 'EPERM', 'EROFS']);

/**
 * Formats the error of a failed start: one line if the solution is known, otherwise with the stack. Never contains a
 * value of the configuration.
 */
export function formatStartupError(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof DeclarationError) return error.message;
  const { syscall, code } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  const hint = syscall === 'listen' ? HINTS[code ?? ''] : undefined;
  if (hint !== undefined) return hint;
  if (error instanceof BaseError || error instanceof MondayCodeAPIError) {
    const codes = codesOf(error);
    const folderCode = codes.find((each) => FOLDER_CODES.has(each));
    if (folderCode !== undefined) return new DataFolderError(folderCode).message;
    return `The app could not start: ${codes.join(', ')}. \`npm run cli -- doctor\` explains how to fix this.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The codes of an error and its causes. Messages are not shown, because they may contain an address. */
function codesOf(error: Error): string[] {
  const { code } = error as { code?: unknown };
  const own = typeof code === 'string' ? [code] : [];
  return error.cause instanceof Error ? [...own, ...codesOf(error.cause)] : own;
}
