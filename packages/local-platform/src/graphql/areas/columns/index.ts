import { columnTypeOf } from '../../column-types/index.js';
import { mutation, properties, query, type Area } from '../../resolvers/index.js';
import { type Column } from '../../store/index.js';
import { createColumn, createColumnOf } from './create-column.js';
import { settingsSchema } from './settings-schema.js';
import {
  changeColumnMetadata,
  changeColumnTitle,
  deleteColumn,
  updateColumn,
  updateColumnOf,
} from './update-column.js';

/** Columns of a board. */
export const columnsArea: Area = {
  name: 'columns',
  unserved: ['ColumnCapabilitiesInput.calculated', 'StatusColumnCapabilitiesInput.calculated'],
  resolvers: {
    Query: {
      get_column_type_schema: query('boards:read', settingsSchema),
    },
    Mutation: {
      create_column: mutation('boards:write', createColumn),
      create_status_column: mutation('boards:write', createColumnOf('status')),
      create_dropdown_column: mutation('boards:write', createColumnOf('dropdown')),
      create_board_relation_column: mutation('boards:write', createColumnOf('board_relation')),
      create_mirror_column: mutation('boards:write', createColumnOf('mirror')),
      update_column: mutation('boards:write', updateColumn),
      update_status_column: mutation('boards:write', updateColumnOf('status')),
      update_dropdown_column: mutation('boards:write', updateColumnOf('dropdown')),
      update_board_relation_column: mutation('boards:write', updateColumnOf('board_relation')),
      update_mirror_column: mutation('boards:write', updateColumnOf('mirror')),
      change_column_title: mutation('boards:write', changeColumnTitle),
      change_column_metadata: mutation('boards:write', changeColumnMetadata),
      delete_column: mutation('boards:write', deleteColumn),
    },
    Column: {
      ...properties('id', 'title', 'type', 'description', 'width', 'settings'),
      archived: ({ state }: Column) => state === 'archived',
      revision: ({ revision }: Column) => String(revision),
      settings_str: (column: Column) =>
        JSON.stringify(columnTypeOf(column).legacySettings?.(column) ?? column.settings),
      capabilities: ({ capabilities }: Column) =>
        capabilities === null ? {} : (JSON.parse(capabilities) as object),
    },
    ColumnCapabilities: properties('calculated', 'visibility'),
  },
};
