import type { User } from '../../state/index.js';
import { labelsOf } from '../column-types/status.js';
import type { Column, StoredValues } from '../store/index.js';
import type { Change } from './change.js';

/** What an app is sent about a change. */
export interface BoardEvent {
  readonly boardId: number;
  /** The subscriptions that receive it; the type inside of the event has other names (platform.md 2.4). */
  readonly subscriptions: readonly string[];
  readonly columnId?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The event of a change (platform.md 2.4). Subitems have subscriptions of their own. */
export function boardEvent(user: User, change: Change): BoardEvent {
  const isSubitem = change.item.parent_id !== null;
  const common = commonOf(user, change);
  switch (change.kind) {
    case 'item_created':
      return {
        boardId: change.board.id,
        subscriptions: [isSubitem ? 'create_subitem' : 'create_item'],
        body: { ...common, type: 'create_pulse', columnValues: plain(change.item.values) },
      };
    case 'name_changed':
      return {
        boardId: change.board.id,
        subscriptions: [isSubitem ? 'change_subitem_name' : 'change_name'],
        body: {
          ...common,
          type: 'update_name',
          value: { name: change.item.name },
          previousValue: { name: change.before },
        },
      };
    case 'value_changed': {
      const { column, before, after, board, item } = change;
      return {
        boardId: board.id,
        columnId: column.id,
        subscriptions: isSubitem
          ? ['change_subitem_column_value']
          : [
              'change_column_value',
              'change_specific_column_value',
              ...(column.type === 'status' ? ['change_status_column_value'] : []),
            ],
        body: {
          ...common,
          type: 'update_column_value',
          columnId: column.id,
          columnType: column.type === 'status' ? 'color' : column.type,
          columnTitle: column.title,
          value: shown(column, after),
          previousValue: shown(column, before),
          changedAt: item.updated_at / 1000,
        },
      };
    }
  }
}

function commonOf(user: User, { board, item, group }: Change): Record<string, unknown> {
  return {
    app: 'monday',
    userId: Number(user.id),
    boardId: board.id,
    pulseId: item.id,
    pulseName: item.name,
    groupId: group.id,
    triggerTime: new Date(item.updated_at).toISOString(),
  };
}

function plain(values: StoredValues): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([id, { value }]) => [id, value]));
}

/** A status is sent with its label. */
function shown(column: Column, stored: unknown): unknown {
  if (column.type !== 'status' || stored === null) return stored;
  const { index } = stored as { index: number };
  return { label: { index, text: labelsOf(column).find(({ id }) => id === index)?.label ?? '' } };
}
