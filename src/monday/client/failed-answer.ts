import { parseRetryAfter } from 'monday-persistence/http-client';
import { fieldsOf } from 'monday-persistence/json';

/**
 * The failure in a reply of monday, in one format for both of monday's error shapes
 * (docs/monday-platform.md#graphql-errors).
 */
export interface FailedAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly problems: readonly AnswerProblem[];
  readonly requestId: string | undefined;
  readonly retryInSeconds: number | undefined;
}

export interface AnswerProblem {
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  /** `error_data`: an object or a list. */
  readonly data: unknown;
}

interface HeadersLike {
  get(name: string): string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** More errors than this are not read; a query of the app has fewer fields that can fail. */
const MAX_PROBLEMS = 200;
const MAX_PATH_LENGTH = 50;
const MAX_CODE_LENGTH = 100;
/** Longer waits are cut. No limit of monday lasts longer than a day (docs/monday-platform.md#rate-limits). */
const MAX_WAIT_SECONDS = 24 * 60 * 60;

/**
 * Reads `body` defensively: any field may be missing, have an undocumented type or be very long.
 * @param now milliseconds since the epoch
 */
export function readFailedAnswer(
  status: number,
  headers: HeadersLike | undefined,
  body: unknown,
  now: number,
): FailedAnswer {
  const fields = fieldsOf(body);
  const { errors } = fields;
  const listed = Array.isArray(errors) ? (errors as unknown[]).slice(0, MAX_PROBLEMS) : [];
  const problems = [...listed.map(readProblem), ...readLegacy(fields)];
  const waits = [fields, ...listed.flatMap((error) => layersOf(error))].map(
    (layer) => layer['retry_in_seconds'],
  );
  waits.push(fieldsOf(fields['error_data'])['retry_in_seconds'], ...problems.map(resetIn));
  return {
    status,
    data: fields['data'],
    problems,
    requestId: text(fieldsOf(fields['extensions'])['request_id']) ?? firstRequestId(listed),
    retryInSeconds: longest([...waits.map(seconds), parseRetryAfter(headers?.get('retry-after'), now)]),
  };
}

const UNKNOWN = { code: undefined, status: undefined, path: undefined, data: undefined };

function pathOf(value: unknown): (string | number)[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const parts = (value as unknown[]).slice(0, MAX_PATH_LENGTH);
  return parts.filter(
    (part): part is string | number => typeof part === 'string' || typeof part === 'number',
  );
}

function readProblem(error: unknown): AnswerProblem {
  if (typeof error === 'string') return { ...UNKNOWN, message: error };
  const fields = fieldsOf(error);
  const extensions = fieldsOf(fields['extensions']);
  return {
    code: codeIn(extensions['code']) ?? codeIn(fields['error_code']) ?? codeIn(fields['code']),
    status: statusIn(extensions['status_code']) ?? statusIn(fields['status_code']),
    message: text(fields['message']) ?? '',
    path: pathOf(fields['path']),
    data: extensions['error_data'] ?? fields['error_data'],
  };
}

/** The shape used before 2025: `{error_code, error_message, status_code}` beside or instead of `errors`. */
function readLegacy(fields: Fields): AnswerProblem[] {
  const code = codeIn(fields['error_code']);
  const message = text(fields['error_message']);
  if (code === undefined && message === undefined) return [];
  return [
    {
      ...UNKNOWN,
      code,
      status: statusIn(fields['status_code']),
      message: message ?? '',
      data: fields['error_data'],
    },
  ];
}

function layersOf(error: unknown): Fields[] {
  const fields = fieldsOf(error);
  const extensions = fieldsOf(fields['extensions']);
  return [fields, extensions, fieldsOf(extensions['error_data']), fieldsOf(fields['error_data'])];
}

/** "Complexity budget exhausted, ... reset in 3 seconds" is the only hint in older replies. */
function resetIn(problem: AnswerProblem): unknown {
  return /reset in (\d{1,5}(?:\.\d+)?) seconds?/i.exec(problem.message)?.[1];
}

function firstRequestId(errors: readonly unknown[]): string | undefined {
  for (const error of errors) {
    const id = text(fieldsOf(fieldsOf(error)['extensions'])['request_id']);
    if (id !== undefined) return id;
  }
  return undefined;
}

function longest(waits: readonly (number | undefined)[]): number | undefined {
  const known = waits.filter((wait) => wait !== undefined);
  return known.length > 0 ? Math.min(MAX_WAIT_SECONDS, Math.max(...known)) : undefined;
}

function seconds(value: unknown): number | undefined {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) && parsed >= 0 ? parsed : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function codeIn(value: unknown): string | undefined {
  return text(value)?.slice(0, MAX_CODE_LENGTH);
}

/** An HTTP status, also as text. */
function statusIn(value: unknown): number | undefined {
  const status = typeof value === 'string' ? Number(value) : value;
  return Number.isInteger(status) ? (status as number) : undefined;
}
