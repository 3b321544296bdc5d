import { COLUMN_TYPES, columnTypeOf, type Cell } from '../../column-types/index.js';
import { isoTime, properties, type Area, type FieldResolver } from '../../resolvers/index.js';

/** The fields of every `ColumnValue`. */
const COMMON: Readonly<Record<string, FieldResolver>> = {
  id: ({ column }: Cell) => column.id,
  type: ({ column }: Cell) => column.type,
  column: ({ column }: Cell) => column,
  // INFER: true for values stored on the item; false for values collected from other items.
  is_leaf: () => true,
  text: (cell: Cell, _args: object, context) => columnTypeOf(cell.column).text(cell, context),
  value: (cell: Cell, _args: object, context) => {
    const { json } = columnTypeOf(cell.column);
    const value = json ? json(cell, context) : cell.stored?.value;
    return value === undefined || value === null ? null : JSON.stringify(value);
  },
};

/** The time at which the value was set; only on types whose schema has the field. */
const UPDATED_AT: Readonly<Record<string, FieldResolver>> = {
  updated_at: ({ stored }: Cell) => isoTime(stored?.at),
};

const WITHOUT_UPDATED_AT = new Set([
  'ButtonValue',
  'CreationLogValue',
  'DirectDocValue',
  'DocValue',
  'DropdownValue',
  'FileValue',
  'FormulaValue',
  'GroupValue',
  'IntegrationValue',
  'ItemIdValue',
  'MirrorValue',
  'NumbersValue',
  'ProgressValue',
  'SubtasksValue',
  'TagsValue',
  'TextValue',
  'UnsupportedValue',
  'WeekValue',
]);

const FILE = ['name', 'created_at', 'creator', 'creator_id'] as const;

/** The column values of items. */
export const columnValuesArea: Area = {
  name: 'column-values',
  resolvers: {
    ...Object.fromEntries(
      COLUMN_TYPES.map(({ typename, fields }) => [
        typename,
        { ...COMMON, ...(WITHOUT_UPDATED_AT.has(typename) ? {} : UPDATED_AT), ...fields },
      ]),
    ),
    PeopleEntity: properties('id', 'kind'),
    StatusLabelStyle: properties('color', 'border'),
    DropdownValueOption: properties('id', 'label'),
    Country: properties('code', 'name'),
    DependencyLink: properties('linked_item_id', 'dependency_type', 'lag'),
    MirroredItem: properties('linked_board', 'linked_board_id', 'linked_item', 'mirrored_value'),
    FileAssetValue: properties(...FILE, 'asset', 'asset_id', 'is_image'),
    FileAssetInvalidValue: properties(...FILE, 'asset_id', 'error'),
    FileLinkValue: properties(...FILE, 'file_id', 'kind', 'url'),
    FileDocValue: properties('created_at', 'creator', 'creator_id', 'doc', 'file_id', 'object_id', 'url'),
    TimeTrackingHistoryItem: properties(
      'id',
      'status',
      'created_at',
      'updated_at',
      'started_at',
      'started_user_id',
      'ended_at',
      'ended_user_id',
      'manually_entered_start_date',
      'manually_entered_start_time',
      'manually_entered_end_date',
      'manually_entered_end_time',
    ),
  },
};
