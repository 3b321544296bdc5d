const MAX_DEPTH = 5;

/**
 * Log fields for a thrown value. No other fields of an error are logged, because they may contain requests and replies.
 */
export interface LoggedCause {
  readonly type: string;
  readonly message?: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedCause;
}

export interface DescribeOptions {
  /** Whether to include the stack, for bugs. Default: yes. */
  readonly withStack: boolean;
}

/** Describes a thrown value and its causes, without secrets. */
export function describeCause(
  thrown: unknown,
  options: DescribeOptions = { withStack: true },
  depth = 1,
): LoggedCause {
  if (!(thrown instanceof Error)) return { type: thrown === null ? 'null' : typeof thrown };
  const { code } = thrown as { code?: unknown };
  const hasCause = thrown.cause !== undefined && depth < MAX_DEPTH;
  return {
    type: thrown.name,
    message: withoutSecrets(thrown.message),
    ...(typeof code === 'string' && { code }),
    ...(options.withStack && thrown.stack !== undefined && { stack: withoutSecrets(thrown.stack) }),
    ...(hasCause && { cause: describeCause(thrown.cause, options, depth + 1) }),
  };
}

/** Removes from a text the secrets that libraries quote: query strings, passwords in addresses, bearer tokens, JWTs. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#@]{1,500}@/gi, '$1***@')
    .replace(/\?[^\s"'<>)]+/g, (query, at: number, whole: string) => (endsPath(whole, at) ? '?***' : query))
    .replace(/\bBearer\s+[^\s"',]+/gi, 'Bearer ***')
    .replace(/[\w.-]+/g, withoutJwt);
}

const JWT_START = /\beyJ[\w-]/;

/**
 * A run of parts joined by dots, up to the first that begins a JWT. Looks at each part once: a pattern for the whole
 * JWT would restart at each possible start, which takes long if there are many.
 */
function withoutJwt(run: string): string {
  if (!run.includes('eyJ')) return run;
  const parts = run.split('.');
  const first = parts.findIndex((part, index) => {
    return index + 2 < parts.length && parts[index + 1] !== '' && JWT_START.test(part);
  });
  if (first === -1) return run;
  const before = parts[first]?.slice(0, parts[first].search(JWT_START)) ?? '';
  return [...parts.slice(0, first), `${before}***`].join('.');
}

const PATH_ENDS: ReadonlySet<string> = new Set([...' \t\r\n?#"\'<>']);

/**
 * Whether a path ends at this position. Looks back instead of matching at each slash, which takes long if there are
 * many.
 */
function endsPath(text: string, end: number): boolean {
  for (let index = end - 1; index >= 0; index -= 1) {
    const character = text[index] ?? '';
    if (character === '/') return true;
    if (PATH_ENDS.has(character)) return false;
  }
  return false;
}
