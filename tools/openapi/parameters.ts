import { type ParameterDocs, type Schema } from '#app/docs/index.js';
import { type DocumentedRoute, isWrite } from './documented-route.js';

/** A parameter as swagger makes it of the handler's arguments. */
export interface FoundParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

/** Those that many routes take. */
export const COMMON_PARAMETERS = {
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description:
      'An id for the request, used in the logs and in the reply. Generated if it is absent or malformed.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
  },
  CsrfToken: {
    name: 'X-CSRF-Token',
    in: 'header',
    description: 'Required with the session cookie: `csrfToken` from `GET /auth/me`.',
    schema: { type: 'string' },
  },
  Origin: {
    name: 'Origin',
    in: 'header',
    description: 'Required with the session cookie: the origin of this app. Browsers set this header.',
    schema: { type: 'string', format: 'uri' },
  },
} as const;

const ofComponent = (name: keyof typeof COMMON_PARAMETERS): object => ({
  $ref: `#/components/parameters/${name}`,
});

/** The parameters of a route: those that its handler asks for, those that its notes add, those that all take. */
export function parametersOf(route: DocumentedRoute, found: readonly FoundParameter[]): object[] {
  const notes = route.docs?.parameters ?? {};
  const asked = found.map((parameter) => ({
    ...parameter,
    in: parameter.in,
    ...describe(notes[parameter.name], parameter.schema),
  }));
  const added = Object.entries(notes).flatMap(([name, note]) =>
    note.in === undefined ? [] : [{ name, in: note.in, ...describe(note) }],
  );
  const needsCsrf = !route.isPublic && isWrite(route);
  return [
    ...asked,
    ...added,
    ...(needsCsrf ? [ofComponent('CsrfToken'), ofComponent('Origin')] : []),
    ofComponent('RequestId'),
  ];
}

function describe(note: ParameterDocs | undefined, schema: Schema = { type: 'string' }): object {
  if (!note) return { schema };
  const { description, example } = note;
  return { description, schema: note.schema ?? schema, ...(example !== undefined && { example }) };
}
