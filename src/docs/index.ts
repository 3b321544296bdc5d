export { Documented } from './documented.decorator.js';
export { isWrite, type DocumentedRoute, type FailureRule } from './documented-route.js';
export { serveDocs } from './page/serve-docs.js';
export {
  type HeaderDocs,
  type ParameterDocs,
  type Prover,
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
  type Shape,
} from './shapes/index.js';
