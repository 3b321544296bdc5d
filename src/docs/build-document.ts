import { type INestApplication, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { type OpenAPIObject } from '@nestjs/swagger';
import { IS_PUBLIC } from '../caller/index.js';
import { describeDtos } from './describe-dtos.js';
import { ROUTE_NOTES, type RouteNotes } from './documented.decorator.js';
import { ERROR_REPLY, ERROR_SCHEMA } from './error-schema.js';
import { schemaOfExample } from './schema-of-example.js';
import { SECURITY_SCHEMES, securityOf, USER_SECURITY } from './security-schemes.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const TITLE = 'monday app backend';
/** Routes for the local console alone. */
const INTERNAL = '/__';
/** Swagger's name of an operation; a handler with several paths has an index too. */
const ID = /^(\w+)_(\w+?)(?:\[(\d+)\])?$/;

/**
 * Makes the OpenAPI document of all routes, from the routes themselves. `@nestjs/swagger` takes about 80 ms and 8 MB
 * to load, which no start and no instance that is never asked should pay; so nothing else may import it.
 */
export async function buildDocument(app: INestApplication): Promise<OpenAPIObject> {
  const { ApiProperty, DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  describeDtos(ApiProperty);
  const outline = new DocumentBuilder()
    .setTitle(TITLE)
    .setDescription('Errors share one body; see the schema `Error`.')
    .build();
  const controllers = controllersOf(app);
  const document = SwaggerModule.createDocument(app, outline, { autoTagControllers: true });
  for (const path of Object.keys(document.paths)) if (path.startsWith(INTERNAL)) delete document.paths[path];
  for (const operation of operationsOf(document)) {
    const [, controllerName = '', handlerName = '', index = '0'] = ID.exec(operation.operationId ?? '') ?? [];
    operation.operationId = [controllerName, handlerName, ...(index === '0' ? [] : [index])].join('_');
    const controller = controllers.get(controllerName);
    if (controller) describe(operation, controller, handlerName);
    operation.responses.default = ERROR_REPLY;
  }
  document.components = {
    ...document.components,
    securitySchemes: SECURITY_SCHEMES,
    schemas: { ...document.components?.schemas, Error: ERROR_SCHEMA },
  };
  return document;
}

function describe(operation: Operation, controller: Type<unknown>, handlerName: string): void {
  const handler = (controller.prototype as Record<string, object>)[handlerName];
  if (!handler) return;
  const notes = Reflect.getMetadata(ROUTE_NOTES, handler) as RouteNotes | undefined;
  if (notes) applyNotes(operation, notes);
  const isPublic = [controller, handler].some((target) => Reflect.getMetadata(IS_PUBLIC, target) === true);
  if (!isPublic) operation.security = USER_SECURITY;
}

function applyNotes(operation: Operation, { summary, replies, body, provenBy }: RouteNotes): void {
  operation.summary = summary;
  operation.responses = Object.fromEntries(
    Object.entries(replies).map(([status, example]) => [
      status,
      { description: '', ...(example !== undefined && contentOf(example)) },
    ]),
  );
  if (body !== undefined) operation.requestBody = { required: true, ...contentOf(body) };
  if (provenBy !== undefined) operation.security = securityOf(provenBy);
}

function contentOf(example: unknown): { content: Record<string, object> } {
  return { content: { 'application/json': { schema: schemaOfExample(example) } } };
}

function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.values(document.paths).flatMap((path) =>
    (['get', 'put', 'post', 'delete'] as const).flatMap((method) => path[method] ?? []),
  );
}

function controllersOf(app: INestApplication): ReadonlyMap<string, Type<unknown>> {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Type<unknown>),
  );
  return new Map(controllers.map((controller) => [controller.name, controller]));
}
