import { columnTypeOf } from '../../column-types/index.js';
import { COLORS } from '../../column-types/status-colors.js';

const TEXT = { type: 'string' };
const BOOLEAN = { type: 'boolean' };
const INTEGER = { type: 'integer' };
const IDS = { type: 'array', items: INTEGER };

function labels(properties: object, required: readonly string[]): object {
  return { type: 'array', items: { type: 'object', properties, required } };
}

/** The settings that the platform uses, by type. INFER: monday lists more. */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  status: {
    labels: labels(
      {
        id: INTEGER,
        label: TEXT,
        index: INTEGER,
        is_done: BOOLEAN,
        is_deactivated: BOOLEAN,
        color: { enum: COLORS.map(({ name }) => name) },
      },
      ['label'],
    ),
  },
  dropdown: {
    labels: labels({ id: INTEGER, label: TEXT, is_deactivated: BOOLEAN }, ['label']),
    limit_select: BOOLEAN,
    label_limit_count: INTEGER,
  },
  numbers: {
    unit: {
      type: 'object',
      properties: { symbol: TEXT, custom_unit: TEXT, direction: { enum: ['left', 'right'] } },
    },
    function: { enum: ['none', 'sum', 'average', 'median', 'min', 'max', 'count'] },
  },
  board_relation: { boardIds: IDS, allowMultipleItems: BOOLEAN },
  mirror: { relation_column: { type: 'object' }, displayed_linked_columns: { type: 'object' } },
  formula: { formula: TEXT },
  rating: { limit: INTEGER },
};

/** `Query.get_column_type_schema`: the JSON Schema of the settings of a column type. @throws GraphQLProblem */
export function settingsSchema({ type }: { readonly type: string }): object {
  const { name } = columnTypeOf({ type });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Settings of a ${name} column`,
    type: 'object',
    properties: PROPERTIES[name] ?? {},
  };
}
