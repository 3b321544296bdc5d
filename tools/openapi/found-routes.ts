import { type INestApplication, type Type } from '@nestjs/common';
import { GUARDS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { IS_PUBLIC } from '#app/caller/index.js';
import { ROUTE_DOCS, type RouteDocs, type Schema } from '#app/docs/index.js';
import { declarationOf } from '#app/feature/index.js';
import { type DocumentedRoute } from './documented-route.js';
import { type FoundParameter } from './parameters.js';

/** What swagger makes of an app, as far as it is used. */
export interface FoundDocument {
  readonly paths: Readonly<Record<string, object>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface FoundOperation {
  readonly operationId?: string;
  /** These only from swagger's decorators. */
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly tags?: readonly string[];
  readonly responses?: Readonly<Record<string, { readonly headers?: object }>>;
  readonly parameters?: readonly FoundParameter[];
  readonly requestBody?: object;
}

export interface FoundRoute {
  readonly route: DocumentedRoute;
  readonly found: FoundOperation;
  /** Of the handler's paths, if it has several. */
  readonly index: number;
}

/** Where swagger's `@ApiOperation` leaves what it says; the package does not export its name. */
const API_OPERATION = 'swagger/apiOperation';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
/** Routes for the local console alone. */
const INTERNAL = '/__';
/** Swagger's name of an operation; a handler with several paths has an index too. */
const ID = /^(\w+)_([^\W_]+)(?:\[(\d+)\])?$/;

/** The routes that controllers serve. */
export function findRoutes(app: INestApplication, { paths }: FoundDocument): FoundRoute[] {
  const controllers = controllersOf(app);
  const errorsOf = errorsByController(app);
  const named = namedOperations(controllers.values());
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): FoundRoute[] => {
      const found = (item as Partial<Record<string, FoundOperation>>)[method];
      if (!found || path.startsWith(INTERNAL)) return [];
      const own = named.get(found.operationId ?? '');
      const [, controllerName = '', handlerName = '', index = '0'] = ID.exec(found.operationId ?? '') ?? [];
      const { controller, handler } = own ?? {
        controller: controllers.get(controllerName),
        handler: handlerName,
      };
      return controller
        ? [
            {
              route: routeOf(method, path, controller, handler, errorsOf(controller)),
              found,
              index: Number(index),
            },
          ]
        : [];
    }),
  );
}

/** The controllers of the app, by the names of their classes. */
function controllersOf(app: INestApplication): ReadonlyMap<string, Type<unknown>> {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Type<unknown>),
  );
  return new Map(controllers.map((controller) => [controller.name, controller]));
}

/** What the feature declares that a controller belongs to. */
function errorsByController(
  app: INestApplication,
): (controller: Type<unknown>) => DocumentedRoute['errorsOfFeature'] {
  const modules = [...app.get(ModulesContainer).values()];
  return (controller) => {
    const owner = modules.find(({ controllers }) => controllers.has(controller));
    return (owner && declarationOf(owner.metatype)?.errors) ?? (() => []);
  };
}

/** The handlers to which `@ApiOperation` of swagger gives an id, by this id. */
function namedOperations(
  controllers: Iterable<Type<unknown>>,
): ReadonlyMap<string, { readonly controller: Type<unknown>; readonly handler: string }> {
  const named = new Map<string, { controller: Type<unknown>; handler: string }>();
  for (const controller of controllers) {
    for (const [handler, { value }] of Object.entries(
      Object.getOwnPropertyDescriptors(controller.prototype as object),
    )) {
      if (typeof value !== 'function') continue;
      const operation = Reflect.getMetadata(API_OPERATION, value as object) as
        { operationId?: string } | undefined;
      if (operation?.operationId) named.set(operation.operationId, { controller, handler });
    }
  }
  return named;
}

/** A route, with what the decorators of its handler and controller say. */
function routeOf(
  method: string,
  path: string,
  controller: Type<unknown>,
  handlerName: string,
  errorsOfFeature: DocumentedRoute['errorsOfFeature'],
): DocumentedRoute {
  const handler = (controller.prototype as Record<string, object>)[handlerName] ?? controller;
  const metadata = <T>(key: string | symbol): T | undefined =>
    (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
  const guards = [handler, controller].flatMap(
    (target) => (Reflect.getMetadata(GUARDS_METADATA, target) ?? []) as object[],
  );
  return {
    method: method.toUpperCase(),
    path,
    docs: metadata<RouteDocs>(ROUTE_DOCS),
    errorsOfFeature,
    isPublic: metadata<boolean>(IS_PUBLIC) === true,
    metadata,
    isGuardedBy: (guard) => guards.some((other) => other === guard || extendsClass(other, guard)),
    isOutsideNest: false,
  };
}

/** A route of the app that no controller serves. */
export const plainRoute = ([path, docs]: readonly [path: string, docs: RouteDocs]): FoundRoute => ({
  route: {
    method: 'GET',
    path,
    docs,
    errorsOfFeature: () => [],
    isPublic: true,
    isOutsideNest: true,
    metadata: () => undefined,
    isGuardedBy: () => false,
  },
  found: {},
  index: 0,
});

const extendsClass = (derived: unknown, base: object): boolean =>
  typeof derived === 'function' && Object.prototype.isPrototypeOf.call(base, derived);
