import { type DocumentedRoute } from './documented-route.js';
import { type Failures } from './failures.js';
import { type FoundRoute } from './found-routes.js';
import { parametersOf } from './parameters.js';
import { contentOf, responsesOf } from './responses.js';
import { type ShapeSchemas } from './schemas/index.js';
import { securityOf } from './security-schemes.js';
import { TAGS } from './tags.js';

/** What the document says of one route. */
export interface Operation extends Readonly<Record<string, unknown>> {
  readonly responses: Readonly<Record<string, object>>;
}

/** @param failures what the route can be answered with if it fails */
export function operationOf(
  { route, found, index }: FoundRoute,
  failures: ReturnType<Failures['describe']>,
  schemas: ShapeSchemas,
): Operation {
  const { docs } = route;
  const body =
    docs?.body === undefined ? found.requestBody : { required: true, content: contentOf(docs.body, schemas) };
  const id = docs?.id ?? found.operationId;
  return {
    operationId: index === 0 ? id : `${id}${index + 1}`,
    tags: [tagOf(route)],
    summary: docs?.summary,
    ...(docs?.description !== undefined && { description: docs.description }),
    security: securityOf(route),
    parameters: parametersOf(route, found.parameters ?? []),
    ...(body && { requestBody: body }),
    responses: responsesOf(route, failures, schemas),
  };
}

/** The chapters that these routes belong to, in their order; those that the app adds come last. */
export function tagsOf(routes: readonly DocumentedRoute[]): object[] {
  const used = new Set(routes.map(tagOf));
  const known = Object.entries(TAGS).filter(([name]) => used.has(name));
  const own = [...used].filter((name) => !(name in TAGS));
  return [...known.map(([name, description]) => ({ name, description })), ...own.map((name) => ({ name }))];
}

const tagOf = ({ docs, path }: DocumentedRoute): string => docs?.tag ?? path.split('/')[1] ?? '';
