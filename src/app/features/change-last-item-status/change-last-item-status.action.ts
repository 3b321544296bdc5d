import { Injectable } from '@nestjs/common';
import { MondayAction, MondayApi, type ActionContext, type MondayItem } from '../../../monday/index.js';
import { LastItemMissingError } from './last-item-missing.errors.js';
import { ChangeLastItemStatusInput } from './change-last-item-status.dto.js';

const PAGE_SIZE = 500;
const CHANGE = `mutation ($board: ID!, $item: ID!, $column: String!, $value: JSON!) {
  change_column_value(board_id: $board, item_id: $item, column_id: $column, value: $value) { id }
}`;

/** Sets the status of the last item of a group, searching all pages: the action of monday's quickstart. */
@Injectable()
export class ChangeLastItemStatus {
  constructor(private readonly monday: MondayApi) {}

  @MondayAction('change-last-item-status', ChangeLastItemStatusInput, {
    title: 'Change the status of the last item',
    inputFields: {
      boardId: 'board',
      groupId: 'group',
      statusColumnId: 'status-column',
      statusColumnValue: 'status-value',
      dateColumnId: 'column',
    },
    outputFields: { itemId: 'item', isChanged: 'boolean' },
  })
  async run(input: ChangeLastItemStatusInput, { signal, actionUuid }: ActionContext): Promise<object> {
    const item = await this.lastItem(input, signal);
    const { index } = input.statusColumnValue;
    const isChanged = !hasStatus(item, input.statusColumnId, index);
    if (isChanged) {
      const variables = {
        board: input.boardId,
        item: item.id,
        column: input.statusColumnId,
        value: JSON.stringify({ index }),
      };
      await this.monday.mutate(CHANGE, variables, { idempotencyKey: actionUuid, signal });
    }
    const itemId = Number(item.id);
    return { itemId: Number.isSafeInteger(itemId) ? itemId : item.id, isChanged };
  }

  private async lastItem(input: ChangeLastItemStatusInput, signal: AbortSignal): Promise<MondayItem> {
    const { boardId, groupId, dateColumnId } = input;
    let last: { item: MondayItem; date: string } | undefined;
    for await (const item of this.monday.items(boardId, { groupId, pageSize: PAGE_SIZE })) {
      signal.throwIfAborted();
      const date = dateColumnId === undefined ? '' : dateOf(item, dateColumnId);
      // Of two items with the same date, the lower one is used.
      if (!last || date >= last.date) last = { item, date };
    }
    if (!last) throw new LastItemMissingError();
    return last.item;
  }
}

function hasStatus(item: MondayItem, columnId: string, index: number): boolean {
  const value = valueOf(item, columnId);
  return value['index'] === index;
}

/** `YYYY-MM-DD hh:mm:ss`, which sorts as text; empty without a date. */
function dateOf(item: MondayItem, columnId: string): string {
  const { date, time } = valueOf(item, columnId);
  return [date, time].filter((part) => typeof part === 'string').join(' ');
}

function valueOf(item: MondayItem, columnId: string): Readonly<Record<string, unknown>> {
  const value = item.columnValues.find(({ id }) => id === columnId)?.value;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
