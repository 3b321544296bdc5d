import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { type BoardRow, type Column } from '../../store/index.js';

/** A row of `object_schemas`. */
export interface SchemaRow {
  readonly id: number;
  readonly account_id: number;
  readonly created_by: number;
  readonly parent_id: number | null;
  readonly name: string;
  readonly description: string | null;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** `ColumnPolicyInput` */
export interface Policy {
  readonly can_override: readonly string[];
  readonly cannot_delete: boolean;
  readonly messages?: unknown;
}

/** A row of `object_schema_columns`. */
export interface SchemaColumnRow {
  readonly id: string;
  readonly schema_id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string | null;
  /** JSON text. */
  readonly settings: string;
  /** JSON text of a `Policy`. */
  readonly policy: string;
  readonly opt_out_by_default: number;
  readonly is_active: number;
}

/** How mutations name a schema: by id or by name. */
export interface SchemaName {
  readonly object_schema_id?: string | null;
  readonly object_schema_name?: string | null;
}

export function schemasOf({ database, accountId }: GraphQLContext): SchemaRow[] {
  return database.all<SchemaRow>('SELECT * FROM object_schemas WHERE account_id = ? ORDER BY id', accountId);
}

/** @throws GraphQLProblem `ResourceNotFoundException` */
export function requireSchema(
  { object_schema_id: id, object_schema_name: name }: SchemaName,
  context: GraphQLContext,
): SchemaRow {
  if (!id && !name) {
    throw new GraphQLProblem('InvalidArgumentException', 'An object schema is named by its id or its name.');
  }
  const schema = schemasOf(context).find((row) => (id ? row.id === Number(id) : row.name === name));
  if (schema) return schema;
  throw new GraphQLProblem('ResourceNotFoundException', 'Object schema not found', {
    data: { resource_type: 'object_schema', resource_id: id ?? name },
  });
}

/** The schema, its parent, and so on. */
export function lineage(schema: SchemaRow, context: GraphQLContext): SchemaRow[] {
  const all = new Map(schemasOf(context).map((row) => [row.id, row]));
  const line: SchemaRow[] = [];
  for (let row: SchemaRow | undefined = schema; row; row = all.get(row.parent_id ?? 0)) line.push(row);
  return line;
}

/** The columns of a schema: those that it inherits, then its own. */
export function schemaColumns(schema: SchemaRow, context: GraphQLContext): SchemaColumnRow[] {
  return lineage(schema, context)
    .reverse()
    .flatMap(({ id }) => ownColumns(id, context));
}

export function ownColumns(schemaId: number, { database }: GraphQLContext): SchemaColumnRow[] {
  return database.all<SchemaColumnRow>(
    'SELECT * FROM object_schema_columns WHERE schema_id = ? ORDER BY rowid',
    schemaId,
  );
}

/** The ids of the boards that are connected to a schema or to one that inherits from it. */
export function connectedBoardIds(schema: SchemaRow, context: GraphQLContext): number[] {
  const heirs = schemasOf(context).filter((row) => lineage(row, context).some(({ id }) => id === schema.id));
  return context.database
    .all<{ board_id: number }>(
      'SELECT board_id FROM object_schema_boards WHERE schema_id IN (SELECT value FROM json_each(?)) ORDER BY board_id',
      JSON.stringify(heirs.map(({ id }) => id)),
    )
    .map(({ board_id }) => board_id);
}

/** @throws GraphQLProblem if the schema of the board forbids to delete the column */
export function requireDeletable(board: BoardRow, column: Column, { database }: GraphQLContext): void {
  const row = database.get<{ policy: string }>(
    `SELECT policy FROM object_schema_columns
     WHERE id = ? AND EXISTS (SELECT 1 FROM object_schema_boards WHERE board_id = ?)`,
    column.id,
    board.id,
  );
  if (!row || !(JSON.parse(row.policy) as Policy).cannot_delete) return;
  throw new GraphQLProblem('UserUnauthorizedException', 'The object schema of the board needs this column.');
}
