import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { requireAdmin } from '../users/user-access.js';
import { connectedBoardIds, lineage, requireSchema, schemasOf, type SchemaRow } from './schema-access.js';

const NAME = /^(?=.*[a-z])[a-z0-9_]{3,15}$/;

interface CreateArgs {
  readonly name: string;
  readonly parent_id?: string | null;
  readonly description?: string | null;
}

/** `Mutation.create_object_schema` */
export function createSchema(
  { name, parent_id, description }: CreateArgs,
  context: GraphQLContext,
): SchemaRow {
  requireAdmin(context);
  if (!NAME.test(name)) {
    throw invalid('A name has 3 to 15 characters: lowercase letters, digits and _, with a letter.');
  }
  if (schemasOf(context).some((row) => row.name === name)) throw invalid(`The name ${name} is taken.`);
  const parent = parent_id ? requireSchema({ object_schema_id: parent_id }, context) : undefined;
  const id = context.database.nextId('object_schemas');
  const now = context.now();
  context.database.insert('object_schemas', {
    id,
    account_id: context.accountId,
    created_by: context.userId,
    parent_id: parent?.id ?? null,
    name,
    description: description ?? null,
    created_at: now,
    updated_at: now,
  });
  return requireSchema({ object_schema_id: String(id) }, context);
}

interface UpdateArgs {
  readonly id: string;
  readonly revision: number;
  readonly parent_id?: string | null;
  readonly description?: string | null;
}

/** `Mutation.update_object_schema` @throws GraphQLProblem `REVISION_MISMATCH` */
export function updateSchema(
  { id, revision, parent_id, description }: UpdateArgs,
  context: GraphQLContext,
): SchemaRow {
  requireAdmin(context);
  const schema = requireSchema({ object_schema_id: id }, context);
  if (schema.revision !== revision) {
    throw new GraphQLProblem('REVISION_MISMATCH', 'The object schema was changed in the meantime.', {
      data: { current_revision: schema.revision },
    });
  }
  const parent = parent_id ? requireSchema({ object_schema_id: parent_id }, context) : undefined;
  if (parent && lineage(parent, context).some((row) => row.id === schema.id)) {
    throw invalid('An object schema cannot inherit from itself.');
  }
  context.database.update('object_schemas', ['id', schema.id], {
    parent_id: parent?.id ?? schema.parent_id,
    description: description ?? schema.description,
  });
  return revised(schema, context);
}

/** `Mutation.delete_object_schema`: only if no board and no other schema needs it. */
export function deleteSchema(
  { id, name }: { readonly id?: string | null; readonly name?: string | null },
  context: GraphQLContext,
): SchemaRow {
  requireAdmin(context);
  const schema = requireSchema({ object_schema_id: id, object_schema_name: name }, context);
  requireUnused(schema, context);
  if (schemasOf(context).some(({ parent_id }) => parent_id === schema.id)) {
    throw invalid('Other object schemas inherit from this one.');
  }
  context.database.run('DELETE FROM object_schemas WHERE id = ?', schema.id);
  return schema;
}

/** @throws GraphQLProblem if boards are connected to the schema */
export function requireUnused(schema: SchemaRow, context: GraphQLContext): void {
  if (connectedBoardIds(schema, context).length > 0)
    throw invalid('Boards are connected to the object schema.');
}

/** Gives a changed schema its next revision. */
export function revised({ id, revision }: SchemaRow, context: GraphQLContext): SchemaRow {
  context.database.update('object_schemas', ['id', id], {
    revision: revision + 1,
    updated_at: context.now(),
  });
  return requireSchema({ object_schema_id: String(id) }, context);
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
