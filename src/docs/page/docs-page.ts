/** Scripts and requests only to ourselves; swagger-ui sets styles in attributes and draws its icons inline. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>API of the monday app backend</title>
    <link rel="icon" href="/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/scheme.js"></script>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** Follows the reader's setting: the stylesheet of swagger-ui is dark only under a class. */
export const SCHEME_SCRIPT = `const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();
`;

/** The examples of what is optional are left out: the page would fill them in, and send them with every request. */
export const START_SCRIPT = `async function start() {
  const spec = await (await fetch('/docs/openapi.json')).json();
  const operations = Object.values(spec.paths).flatMap((path) => Object.values(path));
  const lists = operations.map((operation) => operation.parameters ?? []);
  const parameters = [...lists.flat(), ...Object.values(spec.components.parameters ?? {})];
  for (const parameter of parameters) if (!parameter.required) delete parameter.example;
  SwaggerUIBundle({
    spec,
    dom_id: '#swagger-ui',
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
  });
}
start();
`;
