import { fieldsOf } from 'monday-persistence/json';
import { findVisibleBoard } from '../areas/boards/board-access.js';
import { type GraphQLContext } from '../graphql-context.js';
import { columnsOf, type BoardRow, type Column, type ItemRow } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { linkedItems, type LinkedItems } from './linked-items.js';

/** A linked item and its mirrored cell. */
interface MirroredItem {
  readonly linked_board: BoardRow;
  readonly linked_board_id: number;
  readonly linked_item: ItemRow;
  readonly mirrored_value: Cell | null;
}

/** Returns the text of a cell of another type; set by the registry, which has all types. */
type ShowCell = (cell: Cell, context: GraphQLContext) => string;

/**
 * `mirror`: columns of linked items. `settings.relation_column` contains the column with the links (`{"<id>": true}`), and
 * `settings.displayed_linked_columns` the mirrored columns by board (`{"<board>": ["<id>"]}`). Its `text` and `value`
 * are always null (docs/monday-platform.md#column-values).
 */
export function mirrorType(
  show: ShowCell,
  cellOf: (item: ItemRow, column: Column) => Cell,
): ReturnType<typeof columnType> {
  const mirrored = (cell: Cell, context: GraphQLContext): MirroredItem[] => {
    const relation = relationOf(cell, context);
    if (!relation) return [];
    const source = cellOf(cell.item, relation) as Cell<LinkedItems>;
    return linkedItems(source, context).flatMap((item): MirroredItem[] => {
      const board = findVisibleBoard(item.board_id, context);
      if (!board) return [];
      const place = { linked_board: board, linked_board_id: board.id, linked_item: item };
      return shownColumns(cell.column, board, context).map((column) => ({
        ...place,
        mirrored_value: cellOf(item, column),
      }));
    });
  };
  return columnType<never>({
    name: 'mirror',
    typename: 'MirrorValue',
    readSettings,
    text: () => null,
    json: () => null,
    fields: {
      display_value: (cell: Cell, _args: object, context) =>
        mirrored(cell, context)
          .map(({ mirrored_value: value }) => (value ? show(value, context) : ''))
          .filter((text) => text !== '')
          .join(', '),
      mirrored_items: (cell: Cell, _args: object, context) => mirrored(cell, context),
    },
    operators: {},
  });
}

/** The typed mutations of `dev` write both as lists. */
function readSettings(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { relation_column: relation, displayed_linked_columns: shown } = given;
  return {
    ...given,
    ...(Array.isArray(relation)
      ? { relation_column: Object.fromEntries(relation.map((id) => [String(id), true])) }
      : {}),
    ...(Array.isArray(shown)
      ? {
          displayed_linked_columns: Object.fromEntries(
            (shown as { board_id: string; column_ids: string[] }[]).map(({ board_id, column_ids }) => [
              board_id,
              column_ids,
            ]),
          ),
        }
      : {}),
  };
}

function relationOf({ column }: Cell, context: GraphQLContext): Column | undefined {
  const relation = fieldsOf(column.settings['relation_column']);
  const [id] = Object.keys(relation);
  return columnsOf(context, column.board_id).find((candidate) => candidate.id === id);
}

function shownColumns({ settings }: Column, board: BoardRow, context: GraphQLContext): Column[] {
  const shown = fieldsOf(settings['displayed_linked_columns']);
  const ids = shown[String(board.id)];
  if (!Array.isArray(ids)) return [];
  return columnsOf(context, board.id).filter(({ id }) => ids.includes(id));
}
