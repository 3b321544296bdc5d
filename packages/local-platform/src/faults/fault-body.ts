const TEXTS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  409: 'Conflict',
  429: 'Too many requests',
};
/** docs/monday-platform.md#graphql-errors */
const GRAPHQL_CODES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  409: 'IDEMPOTENCY_CONFLICT',
  429: 'RATE_LIMIT_EXCEEDED',
};

/** The error body of the API at this path; each API has its own format. */
export function faultBody(path: string, status: number): object {
  const text = TEXTS[status] ?? 'Error';
  if (path === '/v2') {
    const extensions = { code: GRAPHQL_CODES[status] ?? 'INTERNAL_SERVER_ERROR', status_code: status };
    return { errors: [{ message: text, extensions }] };
  }
  if (path.startsWith('/__sidecar')) return { reason: text };
  if (path.startsWith('/app_storage_api')) return { error: status === 409 ? 'version conflict' : text };
  if (path.startsWith('/oauth')) return { error: oauthCode(status), error_description: text };
  // The vault (docs/monday-platform.md#queue).
  if (path.startsWith('/v1/')) return { errors: [text] };
  return { error: text };
}

const oauthCode = (status: number): string =>
  status === 401 ? 'invalid_client' : status === 429 ? 'too_many_requests' : 'invalid_request';
