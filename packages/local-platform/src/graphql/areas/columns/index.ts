import { columnTypeOf } from '../../column-types/index.js';
import { properties, type Area } from '../../resolvers/index.js';
import type { Column } from '../../store/index.js';

/** Columns of a board. */
export const columnsArea: Area = {
  name: 'columns',
  resolvers: {
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
