export { Documented, ROUTE_DOCS } from './documented.decorator.js';
export { serveDocs } from './page/serve-docs.js';
export {
  type HeaderDocs,
  type ParameterDocs,
  type Authenticator,
  type ReplyDocs,
  type RouteDocs,
} from './route-docs.js';
export {
  about,
  anyJson,
  atLeast,
  dtoShape,
  exactly,
  mapOf,
  named,
  oneOf,
  orNull,
  rules,
  Shaped,
  withExample,
  type Schema,
  type SchemaMaker,
  type Shape,
} from './shape.js';
