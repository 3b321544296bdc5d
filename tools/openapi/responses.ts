import { type HeaderDocs, type ReplyDocs, type Schema, type Shape, Shaped } from '#app/docs/index.js';
import { type Failure } from '#app/errors/index.js';
import { type DocumentedRoute } from './documented-route.js';
import { ANY_FAILURE, BLOCK_FIELDS, componentOf, Failures } from './failures.js';
import { exampleOf, type ShapeSchemas } from './schemas/index.js';

type Responses = Record<string, object>;

const TOO_MANY_REQUESTS = 429;
/** The header of every reply. */
export const REQUEST_ID = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
const RETRY_AFTER = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };
const MAYBE_RETRY_AFTER = { 'Retry-After': { $ref: '#/components/headers/MaybeRetryAfter' } };
const CHALLENGE = { 'WWW-Authenticate': { $ref: '#/components/headers/Challenge' } };
const RATE_LIMITS = Object.fromEntries(
  ['Limit', 'Remaining', 'Reset'].map((name) => [
    `X-RateLimit-${name}`,
    { $ref: `#/components/headers/RateLimit${name}` },
  ]),
);

const PAGE = { 'text/html': { schema: { type: 'string' } } };

/** What is refused before any route is looked for. */
const EARLY_STATUSES: ReadonlySet<number> = new Set([408, 417, 431]);

/** Every reply of a route, by its status. */
export function responsesOf(
  route: DocumentedRoute,
  failures: readonly Failure[],
  schemas: ShapeSchemas,
): Responses {
  const isThrottled = failures.some(({ status }) => status === TOO_MANY_REQUESTS);
  const replies = Object.entries(repliesOf(route)).map(
    ([status, reply]) => [status, replyOf(reply, schemas, isThrottled ? RATE_LIMITS : {})] as const,
  );
  const statuses = new Set(
    failures.map(({ status }) => status).filter((status) => !EARLY_STATUSES.has(status)),
  );
  const failed = [...statuses].sort().map(
    (status) =>
      [
        String(status),
        failureOf(
          route,
          failures.filter((one) => one.status === status),
        ),
      ] as const,
  );
  const early = failures.filter(({ status }) => EARLY_STATUSES.has(status));
  return Object.fromEntries<object>([...replies, ...failed, ['default', defaultOf(route, early)]]);
}

/** Express compares what it sends with what a GET says that its client has. */
function repliesOf({ docs, method }: DocumentedRoute): Readonly<Record<string, ReplyDocs>> {
  const replies = docs?.replies ?? {};
  const whole = replies[200];
  if (method !== 'GET' || !whole) return replies;
  return {
    ...replies,
    304: { description: 'Not modified; see `If-None-Match`.', headers: whole.headers },
  };
}

function replyOf(
  { description, body, textType, isAlsoPage, headers = {} }: ReplyDocs,
  schemas: ShapeSchemas,
  more: object,
): object {
  return {
    description,
    headers: { ...REQUEST_ID, ...mapHeaders(headers), ...more },
    ...(body !== undefined && { content: { ...contentOf(body, schemas), ...(isAlsoPage && PAGE) } }),
    ...(textType !== undefined && { content: { [textType]: { schema: { type: 'string' } } } }),
  };
}

/** A body as JSON. */
export function contentOf(body: Shape, schemas: ShapeSchemas): Record<string, object> {
  const schema = schemas.of(body);
  const isNamed = body instanceof Shaped && body.name !== undefined;
  return { 'application/json': { schema, ...(!isNamed && { example: exampleOf(body) }) } };
}

function mapHeaders(headers: Readonly<Record<string, HeaderDocs>>): object {
  return Object.fromEntries(
    Object.entries(headers).map(([name, { description, example, isCertain = false }]) => [
      name,
      { description, ...(isCertain && { required: true }), schema: { type: 'string' }, example },
    ]),
  );
}

function failureOf(route: DocumentedRoute, failures: readonly Failure[]): object {
  const [{ status } = { status: 0 }] = failures;
  const certain = failures.every(({ retryAfterSeconds }) => retryAfterSeconds !== undefined);
  const possible = failures.some(({ retryAfterSeconds }) => retryAfterSeconds !== undefined);
  return {
    description: describe(failures),
    headers: {
      ...REQUEST_ID,
      ...(certain || status === TOO_MANY_REQUESTS ? RETRY_AFTER : possible ? MAYBE_RETRY_AFTER : {}),
      ...(status === 401 && !route.isPublic && CHALLENGE),
    },
    content: failureContent(route, failures, isBlockRefusal(route, status) ? 'yes' : 'no'),
  };
}

function defaultOf(route: DocumentedRoute, failures: readonly Failure[]): object {
  const others = route.docs?.runsHandlers ? "An error of the block's handler.\n\n" : '';
  return {
    description: `${others}Errors that occur before routing:\n\n${describe(failures)}`,
    headers: REQUEST_ID,
    content: failureContent(route, failures, route.docs?.authenticatedBy === 'block' ? 'maybe' : 'no'),
  };
}

function describe(failures: readonly Failure[]): string {
  const messages = new Map(failures.map(({ code, message }) => [code, message]));
  return [...messages].map(([code, message]) => `- \`${code}\`: ${message}`).join('\n');
}

function failureContent(
  { docs }: DocumentedRoute,
  failures: readonly Failure[],
  hasBlockFields: 'yes' | 'maybe' | 'no',
): Record<string, object> {
  const codes = [...new Set(failures.map(({ code }) => code))].sort();
  const schema = docs?.runsHandlers ? reference(ANY_FAILURE) : alternatives(codes);
  const examples = codes.map((code) => {
    const failure = failures.find((one) => one.code === code) as Failure;
    return [code, hasBlockFields === 'yes' ? Failures.blockExample(failure) : exampleOfCode(code)] as const;
  });
  return {
    'application/json': {
      schema: withBlockFields(schema, hasBlockFields),
      examples: Object.fromEntries(examples),
    },
    ...(docs?.hasErrorPage && PAGE),
  };
}

/** Of a failure that monday may retry it wants to know nothing. */
const isBlockRefusal = ({ docs }: DocumentedRoute, status: number): boolean =>
  docs?.authenticatedBy === 'block' && status < 500;

const exampleOfCode = (code: string): object => ({ $ref: `#/components/examples/${code}` });

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

function withBlockFields(schema: Schema, are: 'yes' | 'maybe' | 'no'): Schema {
  const both = { allOf: [schema, reference(BLOCK_FIELDS)] };
  return are === 'yes' ? both : are === 'maybe' ? { anyOf: [both, schema] } : schema;
}

function alternatives(codes: readonly string[]): Schema {
  const [only] = codes;
  if (codes.length === 1 && only !== undefined) return reference(componentOf(only));
  return { oneOf: codes.map((code) => reference(componentOf(code))) };
}
