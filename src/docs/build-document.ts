import { type INestApplication, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { type OpenAPIObject } from '@nestjs/swagger';
import { IS_PUBLIC } from '../caller/index.js';
import { describeDtos } from './describe-dtos.js';
import { ERROR_REPLY, ERROR_SCHEMA } from './error-schema.js';

const TITLE = 'monday app backend';
const BEARER = 'bearer';

/**
 * Makes the OpenAPI document of all routes, from the routes themselves. `@nestjs/swagger` takes about 80 ms and 8 MB
 * to load, which no start and no instance that is never asked should pay; so nothing else may import it.
 */
export async function buildDocument(app: INestApplication): Promise<OpenAPIObject> {
  const { ApiBearerAuth, ApiProperty, DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  describeDtos(ApiProperty);
  for (const { controller, name } of guardedRoutes(app)) {
    ApiBearerAuth(BEARER)(controller.prototype as object, name, descriptorOf(controller, name));
  }
  const outline = new DocumentBuilder()
    .setTitle(TITLE)
    .setDescription('Errors share one body; see the schema `Error`.')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, BEARER)
    .build();
  const document = SwaggerModule.createDocument(app, outline, { autoTagControllers: true });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Error: ERROR_SCHEMA },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'put', 'post', 'delete'] as const) {
      const operation = path[method];
      if (operation) operation.responses.default = ERROR_REPLY;
    }
  }
  return document;
}

interface Route {
  readonly controller: Type<unknown>;
  readonly name: string;
}

/** The handlers that the global guard stands before. */
function guardedRoutes(app: INestApplication): Route[] {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype),
  );
  return (controllers as Type<unknown>[])
    .filter((controller) => Reflect.getMetadata(IS_PUBLIC, controller) === undefined)
    .flatMap((controller) =>
      Object.getOwnPropertyNames(controller.prototype)
        .filter((name) => name !== 'constructor' && isGuarded(controller, name))
        .map((name) => ({ controller, name })),
    );
}

function isGuarded(controller: Type<unknown>, name: string): boolean {
  const handler: unknown = descriptorOf(controller, name).value;
  return typeof handler === 'function' && Reflect.getMetadata(IS_PUBLIC, handler) === undefined;
}

function descriptorOf(controller: Type<unknown>, name: string): PropertyDescriptor {
  return Object.getOwnPropertyDescriptor(controller.prototype, name) ?? {};
}
