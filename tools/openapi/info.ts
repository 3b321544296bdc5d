/** What holds for all routes. */
export const DESCRIPTION = `
JSON in, JSON out.

**Input is strict.** An unknown field of a body, an unknown or repeated query parameter is a 400, and no value is
converted to another type.

**Failures** share one body, the schema \`Error\`. Decide by \`code\`, which is stable: each reply lists the codes that
it can have. \`docs/rest-clients.md\` says of each what to do. A path that does not exist is a 404 with the code
\`http.not_found\`.

**Every reply** carries \`X-Request-Id\`. A GET may also be sent as HEAD. Pages of the origins in \`CORS_ORIGINS\` may
call with a token, never with the cookie.
`.trim();
