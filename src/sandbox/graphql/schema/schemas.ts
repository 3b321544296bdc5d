import { buildSchema, type GraphQLSchema } from 'graphql';
import { schemaText } from './schema-text.js';

const schemas = new Map<string, GraphQLSchema>();

/** The schema of a live version; each is built once. */
export function schemaOf(version: string): GraphQLSchema {
  const known = schemas.get(version);
  if (known) return known;
  const schema = buildSchema(schemaText(version));
  schemas.set(version, schema);
  return schema;
}
