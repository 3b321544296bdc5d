import { type INestApplication } from '@nestjs/common';
import { type FailureRule } from '../documented-route.js';
import { Schemas, type Schema } from '../shapes/index.js';
import { describeDtos } from './describe-dtos.js';
import { DOCS_ROUTES } from './docs-routes.js';
import { Failures } from './failures.js';
import { findRoutes, plainRoute, type FoundDocument } from './found-routes.js';
import { COMMON_HEADERS } from './headers.js';
import { DESCRIPTION } from './info.js';
import { operationOf, tagsOf } from './operation.js';
import { COMMON_PARAMETERS } from './parameters.js';
import { SECURITY_SCHEMES } from './security-schemes.js';
import { shareResponses } from './shared-responses.js';
import { versionOfApp } from './version.js';

const TITLE = 'monday app backend';

/**
 * Makes the OpenAPI document of all routes, from the routes themselves. `@nestjs/swagger` takes about 80 ms and 8 MB
 * to load, which no start and no instance that is never asked should pay; so nothing else may import it.
 * @param rules what can fail beside the handlers, on which route
 */
export async function buildDocument(app: INestApplication, rules: readonly FailureRule[]): Promise<object> {
  const found = await readDecorators(app);
  const routes = [...findRoutes(app, found), ...DOCS_ROUTES.map(plainRoute)];
  const schemas = new Schemas();
  const failures = new Failures();
  const operations = routes.map((entry) => {
    const { docs } = entry.route;
    const thrown = [...(docs?.failures?.() ?? []), ...rules.flatMap((rule) => rule(entry.route))];
    return { ...entry.route, operation: operationOf(entry, failures.describe(thrown), schemas) };
  });
  const shared = shareResponses(operations.map(({ operation }) => operation));
  const paths: Record<string, Record<string, object>> = {};
  for (const { path, method, operation } of operations) {
    const whole = { ...operation, responses: shared.refer(operation.responses) };
    paths[path] = { ...paths[path], [method.toLowerCase()]: whole };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: TITLE,
      version: versionOfApp(),
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'Where this document comes from.' }],
    tags: tagsOf(routes.map(({ route }) => route)),
    paths,
    components: {
      schemas: { ...dtoSchemas(found, paths), ...schemas.components, ...failures.schemas(schemas) },
      responses: shared.components,
      examples: failures.examples,
      parameters: COMMON_PARAMETERS,
      headers: COMMON_HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

/** What swagger finds in the decorators of the handlers, and in the rules of their DTOs. */
async function readDecorators(app: INestApplication): Promise<FoundDocument> {
  const { ApiProperty, DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  describeDtos(ApiProperty);
  return SwaggerModule.createDocument(app, new DocumentBuilder().build()) as FoundDocument;
}

/** The DTOs of bodies that no notes describe. */
function dtoSchemas({ components }: FoundDocument, paths: object): Record<string, Schema> {
  const text = JSON.stringify(paths);
  const used = Object.entries(components?.schemas ?? {}).filter(([name]) =>
    text.includes(`"#/components/schemas/${name}"`),
  );
  return Object.fromEntries(used.map(([name, schema]) => [name, { ...schema, additionalProperties: false }]));
}
