import { mutations } from './mutations.js';
import { queries } from './queries.js';

/** Both roots in one object: graphql-js looks fields up by name, and no name is in both but `complexity`. */
export const root = { ...queries, ...mutations };
