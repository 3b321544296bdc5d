import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { type Schema } from '#app/docs/index.js';
import { AppFeatures } from '#app/feature/index.js';
import { describeDtos } from './describe-dtos.js';
import { DOCS_ROUTES } from './docs-routes.js';
import { openApiErrorResponses } from './error-responses/index.js';
import { Failures } from './failures.js';
import { findRoutes, type FoundDocument, plainRoute } from './found-routes.js';
import { COMMON_HEADERS } from './headers.js';
import { DESCRIPTION } from './info.js';
import { operationOf, tagsOf } from './operation.js';
import { COMMON_PARAMETERS } from './parameters.js';
import { ShapeSchemas } from './schemas/index.js';
import { SECURITY_SCHEMES } from './security-schemes.js';
import { shareResponses } from './shared-responses.js';
import { readAppInfo } from './app-info.js';

/**
 * Makes the OpenAPI document of all routes, from the controllers of the app.
 * @param app needs no instances: Nest's preview of it will do
 * @param features what those of the app declare
 */
export function buildDocument(app: INestApplication, features = new AppFeatures([])): object {
  const found = readDecorators(app);
  const routes = [...findRoutes(app, found), ...DOCS_ROUTES.map(plainRoute)];
  const schemas = new ShapeSchemas();
  const failures = new Failures();
  failures.describe(features.errors);
  const operations = routes.map((entry) => {
    const { docs } = entry.route;
    const thrown = [
      // A route without notes may answer with each error of its feature.
      ...(docs === undefined ? entry.route.errorsOfFeature() : (docs.failures?.() ?? [])),
      ...openApiErrorResponses.flatMap((rule) => rule(entry.route)),
    ];
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
      ...readAppInfo(),
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The server of this document.' }],
    tags: tagsOf(routes, features.tags),
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
function readDecorators(app: INestApplication): FoundDocument {
  describeDtos();
  return SwaggerModule.createDocument(app, new DocumentBuilder().build(), {
    autoTagControllers: false,
  }) as FoundDocument;
}

/** The DTOs that no notes describe, and those inside of them. */
function dtoSchemas({ components }: FoundDocument, paths: object): Record<string, Schema> {
  const all = Object.entries(components?.schemas ?? {});
  const used = new Map<string, Schema>();
  for (let texts = [JSON.stringify(paths)]; texts.length > 0;) {
    const found = all.filter(
      ([name]) => !used.has(name) && texts.some((text) => text.includes(`"#/components/schemas/${name}"`)),
    );
    for (const [name, schema] of found) used.set(name, schema);
    texts = found.map(([, schema]) => JSON.stringify(schema));
  }
  return Object.fromEntries(
    [...used].map(([name, schema]) => [name, { ...schema, additionalProperties: false }]),
  );
}
