export { BoundedMap, type BoundedMapOptions } from './bounded-map.js';
export { BoundedSet } from './bounded-set.js';
