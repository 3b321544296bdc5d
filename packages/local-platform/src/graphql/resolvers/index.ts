export { attachResolvers, unknownNames } from './attach-resolvers.js';
export { isoTime, mutation, properties, query, slowMutation, times } from './define.js';
export { pageBounds, pageOf, type PageArgs } from './page-of.js';
export { mergeAreas, type Area, type FieldResolver, type ResolverMap } from './resolver-map.js';
export { argumentCoordinate } from './unserved-inputs.js';
export { unsupported } from './unsupported.js';
