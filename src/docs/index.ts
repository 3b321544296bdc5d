export { AnyJson } from './any-json.js';
export { Documented } from './documented.decorator.js';
export { serveDocs } from './serve-docs.js';
