import { columnsJson, type ColumnInput } from '../columns/index.js';
import { MondayUnexpectedAnswerError } from '../client/index.js';
import { checkFields } from './argument-checks.js';
import { type Calls } from './calls.js';
import { ITEM_FIELDS, readItem } from './item-queries.js';
import { MondayArgumentError } from './monday-api.errors.js';
import { type MondayItem } from './monday-api.types.js';
import { type CallOptions } from './monday-calls.js';
import { namingColumns } from './unknown-columns.js';

export interface NewItem {
  readonly boardId: string;
  /** 1 to 255 characters. */
  readonly name: string;
  /** Default is the first group. */
  readonly groupId?: string;
  /** By column id; `writeColumn` builds the values. */
  readonly columns?: Readonly<Record<string, ColumnInput>>;
  /** Creates labels of status and dropdown that the column does not have; requires an admin or the board's owner. */
  readonly createLabels?: boolean;
}

export interface ColumnChanges {
  readonly boardId: string;
  readonly itemId: string;
  /** By column id; `writeColumn` builds the values, and `null` clears a column. */
  readonly columns: Readonly<Record<string, ColumnInput>>;
  readonly createLabels?: boolean;
}

const CREATE = `mutation ($board: ID!, $name: String!, $group: String, $columns: JSON, $labels: Boolean) {
  create_item(board_id: $board, item_name: $name, group_id: $group, column_values: $columns,
    create_labels_if_missing: $labels) { ${ITEM_FIELDS} }
}`;
const CHANGE = `mutation ($board: ID!, $item: ID!, $columns: JSON!, $labels: Boolean) {
  change_multiple_column_values(board_id: $board, item_id: $item, column_values: $columns,
    create_labels_if_missing: $labels) { ${ITEM_FIELDS} }
}`;

/** Creates and changes items. */
export class ItemWrites {
  constructor(private readonly calls: Calls) {}

  async create(item: NewItem, options?: CallOptions): Promise<MondayItem> {
    checkFields(item, 'item');
    const { boardId, name, groupId, columns, createLabels } = item;
    const variables = {
      board: boardId,
      name,
      group: groupId,
      columns: columns && jsonOf(columns),
      labels: createLabels,
    };
    return namingColumns(this.calls, boardId, Object.keys(columns ?? {}), async () => {
      const { create_item } = await this.calls.mutate<{ create_item?: unknown }>(CREATE, variables, options);
      return readWritten(create_item);
    });
  }

  async change(changes: ColumnChanges, options?: CallOptions): Promise<MondayItem> {
    checkFields(changes, 'changes');
    const { boardId, itemId, columns, createLabels } = changes;
    const variables = { board: boardId, item: itemId, columns: jsonOf(columns), labels: createLabels };
    return namingColumns(this.calls, boardId, Object.keys(columns), async () => {
      const answer = await this.calls.mutate<Record<string, unknown>>(CHANGE, variables, options);
      return readWritten(answer['change_multiple_column_values']);
    });
  }
}

/** @throws MondayArgumentError */
function jsonOf(columns: Readonly<Record<string, ColumnInput>>): string {
  checkFields(columns, 'columns');
  try {
    return columnsJson(columns);
  } catch {
    throw new MondayArgumentError('columns', 'what JSON can express');
  }
}

/** @throws MondayUnexpectedAnswerError also for `null`, after which it is not known whether monday wrote it */
function readWritten(answer: unknown): MondayItem {
  const item = readItem(answer);
  if (item === undefined) throw new MondayUnexpectedAnswerError();
  return item;
}
