import type { User } from '../../state/index.js';
import type { StoredBoard, StoredItem } from '../boards/index.js';

/** Something that happened on a board. */
export interface BoardEvent {
  /** The subscriptions that hear of it; the type inside of the event has other names (platform.md 2.4). */
  readonly subscriptions: readonly string[];
  readonly columnId?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export function createdEvent(user: User, board: StoredBoard, item: StoredItem): BoardEvent {
  return {
    subscriptions: ['create_item'],
    body: { ...commonOf(user, board, item), type: 'create_pulse', columnValues: item.values },
  };
}

/** One event for each column that is another than before. */
export function valueEvents(
  user: User,
  board: StoredBoard,
  before: StoredItem,
  after: StoredItem,
): BoardEvent[] {
  return board.columns.flatMap(({ id, type, title, labels }) => {
    const [value, previousValue] = [after.values[id] ?? null, before.values[id] ?? null];
    if (JSON.stringify(value) === JSON.stringify(previousValue)) return [];
    const shown = (stored: unknown): unknown => (type === 'status' ? withLabel(stored, labels) : stored);
    const isStatus = type === 'status' ? ['change_status_column_value'] : [];
    return {
      subscriptions: ['change_column_value', 'change_specific_column_value', ...isStatus],
      columnId: id,
      body: {
        ...commonOf(user, board, after),
        type: 'update_column_value',
        columnId: id,
        columnType: type === 'status' ? 'color' : type,
        columnTitle: title,
        value: shown(value),
        previousValue: shown(previousValue),
        changedAt: Date.parse(after.updatedAt) / 1000,
      },
    };
  });
}

function commonOf(user: User, { board }: StoredBoard, item: StoredItem): Record<string, unknown> {
  return {
    app: 'monday',
    userId: Number(user.id),
    boardId: Number(board.id),
    pulseId: Number(item.id),
    pulseName: item.name,
    groupId: item.groupId,
    triggerTime: item.updatedAt,
  };
}

function withLabel(stored: unknown, labels: Readonly<Record<string, string>> | undefined): unknown {
  if (typeof stored !== 'object' || stored === null || !('index' in stored)) return stored;
  const index = Number(stored.index);
  return { label: { index, text: labels?.[String(index)] ?? '' } };
}
