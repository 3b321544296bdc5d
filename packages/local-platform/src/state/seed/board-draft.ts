import { type Board, type SeedColumn, type ColumnValue, type SeedItem } from '../board.js';

/** Name, status index, owner, due date, and the value of the board's fourth column. */
type ItemDraft = readonly [name: string, status: number, ownerId: string, due: string, extra: string];

/** A board in the short form of the seed. */
export interface BoardDraft {
  readonly id: string;
  readonly accountId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly description: string;
  readonly columns: readonly SeedColumn[];
  readonly groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly color: string;
    readonly items: readonly ItemDraft[];
  }[];
}

const FIRST_CREATED_AT = Date.UTC(2026, 9, 5, 8, 30);
const HOUR_MS = 3_600_000;

/** Expands a draft: ids count up from the board's id, and creation times are an hour apart. */
export function boardOf(draft: BoardDraft): Board {
  const drafts = draft.groups.flatMap((group) => group.items.map((item) => ({ group, item })));
  const items = drafts.map(({ group, item: [name, status, ownerId, due, extra] }, index): SeedItem => {
    const values: Record<string, ColumnValue> = {
      status: { index: status },
      person: { personsAndTeams: [{ id: Number(ownerId), kind: 'person' }] },
      date4: { date: due },
    };
    const fourth = draft.columns[3];
    if (fourth) values[fourth.id] = extra;
    return {
      id: String(Number(draft.id) + 101 * (index + 1)),
      name,
      groupId: group.id,
      creatorId: draft.ownerId,
      createdAt: new Date(FIRST_CREATED_AT + index * HOUR_MS).toISOString(),
      values,
    };
  });
  return {
    id: draft.id,
    accountId: draft.accountId,
    name: draft.name,
    description: draft.description,
    ownerId: draft.ownerId,
    groups: draft.groups.map(({ id, title, color }) => ({ id, title, color })),
    columns: draft.columns,
    items,
  };
}
