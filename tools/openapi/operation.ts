import { type DocumentedRoute } from './documented-route.js';
import { type Failures } from './failures.js';
import { type FoundOperation, type FoundRoute } from './found-routes.js';
import { parametersOf } from './parameters.js';
import { contentOf, REQUEST_ID, responsesOf } from './responses.js';
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
  const description = docs?.description ?? found.description;
  const responses = responsesOf(route, failures, schemas);
  return {
    operationId: index === 0 ? id : `${id}${index + 1}`,
    tags: tagNamesOf({ route, found }),
    summary: docs?.summary ?? found.summary,
    ...(description !== undefined && { description }),
    ...(found.deprecated === true && { deprecated: true }),
    security: securityOf(route),
    parameters: parametersOf(route, found.parameters ?? []),
    ...(body && { requestBody: body }),
    responses: { ...responses, ...ownResponses(route, found) },
  };
}

/**
 * The chapters that these routes belong to, in their order; those that the app adds come last.
 * @param own those that features declare
 */
export function tagsOf(routes: readonly FoundRoute[], own: Readonly<Record<string, string>>): object[] {
  const used = new Set(routes.flatMap(tagNamesOf));
  const described = Object.entries({ ...TAGS, ...own }).filter(([name]) => used.has(name));
  const others = [...used].filter((name) => !(name in TAGS || name in own));
  return [
    ...described.map(([name, description]) => ({ name, description })),
    ...others.map((name) => ({ name })),
  ];
}

const tagNamesOf = ({
  route: { docs, path },
  found,
}: Pick<FoundRoute, 'route' | 'found'>): readonly string[] =>
  docs?.tag !== undefined ? [docs.tag] : found.tags?.length ? found.tags : [path.split('/')[1] ?? ''];

/**
 * The replies of a route without notes, as swagger's decorators and the type of the handler describe them. What they say
 * of a failure takes the place of our words for the same status.
 */
function ownResponses({ docs }: DocumentedRoute, { responses = {} }: FoundOperation): Record<string, object> {
  if (docs !== undefined) return {};
  return Object.fromEntries(
    Object.entries(responses).map(([status, reply]) => [
      status,
      { ...reply, headers: { ...REQUEST_ID, ...reply.headers } },
    ]),
  );
}
