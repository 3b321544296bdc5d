import { properties, query, type Area, type FieldResolver } from '../../resolvers/index.js';
import { SERVED_VERSIONS } from '../../schema/api-versions.js';

const complexity: FieldResolver = query<object>(undefined, (_args, context) => context.complexity);

/** Fields about the API, such as versions and complexity. */
export const platformArea: Area = {
  name: 'platform',
  resolvers: {
    Query: {
      version: query<object>(undefined, (_args, context) => context.version),
      versions: query<object>(undefined, () => SERVED_VERSIONS),
      complexity,
    },
    Mutation: { complexity },
    Version: {
      ...properties('kind', 'value'),
      display_name: ({ value }: { value: string }) => value,
    },
    Complexity: properties('before', 'query', 'after', 'reset_in_x_seconds'),
  },
};
