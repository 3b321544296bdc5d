import { BaseError } from 'monday-persistence/errors';
import { MondayCodeAPIError } from './monday-code-api.errors.js';

const SYSTEM_CODE = /^[A-Z][A-Z0-9_]{1,40}$/;

/** The stable code of a thrown value: that of an error family, a system code such as `ECONNREFUSED`, or `internal`. */
export function codeOf(error: unknown): string {
  if (error instanceof BaseError || error instanceof MondayCodeAPIError) return error.code;
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' && SYSTEM_CODE.test(code) ? code : 'internal';
}
