/** What holds for all routes. */
export const DESCRIPTION = `
JSON in, JSON out.

**Input is strict.** An unknown body field and an unknown or repeated query parameter are a 400. Values are never
converted to another type.

**Errors** share one format, the schema \`Error\`. Base decisions on \`code\`, which is stable. Each reply lists its
possible codes; \`docs/rest-clients.md\` explains them. A path that does not exist is a 404 with the code
\`http.not_found\`.

**Every reply** has the header \`X-Request-Id\`. A GET route also accepts HEAD. Pages of the origins in
\`CORS_ORIGINS\` can call the API with a token, but never with the session cookie.
`.trim();
