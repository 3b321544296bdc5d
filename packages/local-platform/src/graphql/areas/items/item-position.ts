import { type PlatformDatabase } from '../../../database/index.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { POSITION_STEP, type GroupRow, type ItemRow } from '../../store/index.js';

export type PositionRelative = 'before_at' | 'after_at';

/** Minimum distance of siblings; closer siblings are spaced out before another item is inserted between them. */
const MIN_GAP = 1e-3;

/** The position of a new last item in a group. */
export function lastPosition(group: Pick<GroupRow, 'key'>, database: PlatformDatabase): number {
  return edge('max', group, database) + POSITION_STEP;
}

/** The position of a new first item in a group. */
export function firstPosition(group: Pick<GroupRow, 'key'>, database: PlatformDatabase): number {
  return edge('min', group, database) - POSITION_STEP;
}

/** A position between an item and the item before or after it. */
export function positionBeside(item: ItemRow, side: PositionRelative, database: PlatformDatabase): number {
  const [own, neighbour] = neighbours(item, side, database);
  if (neighbour === undefined) return own + (side === 'after_at' ? POSITION_STEP : -POSITION_STEP);
  if (Math.abs(neighbour - own) > MIN_GAP) return (own + neighbour) / 2;
  spread(item, database);
  const [moved, next = moved] = neighbours(item, side, database);
  return (moved + next) / 2;
}

/** @throws GraphQLProblem if only one of the two arguments is given */
export function checkRelative(method: unknown, relativeTo: unknown): void {
  if (method && !relativeTo) {
    throw new GraphQLProblem('InvalidArgumentException', 'position_relative_method needs relative_to.');
  }
}

function edge(which: 'min' | 'max', { key }: Pick<GroupRow, 'key'>, database: PlatformDatabase): number {
  const row = database.get<{ position: number | null }>(
    `SELECT ${which}(position) AS position FROM items WHERE group_key = ? AND state = 'active'`,
    key,
  );
  return row?.position ?? 0;
}

function neighbours(
  { id, group_key }: ItemRow,
  side: PositionRelative,
  database: PlatformDatabase,
): [own: number, neighbour: number | undefined] {
  const own =
    database.get<{ position: number }>('SELECT position FROM items WHERE id = ?', id)?.position ?? 0;
  const [sign, order] = side === 'after_at' ? ['>', 'ASC'] : ['<', 'DESC'];
  const next = database.get<{ position: number }>(
    `SELECT position FROM items WHERE group_key = ? AND state = 'active' AND position ${sign} ?
     ORDER BY position ${order} LIMIT 1`,
    group_key,
    own,
  );
  return [own, next?.position];
}

function spread({ group_key }: ItemRow, database: PlatformDatabase): void {
  database.run(
    `UPDATE items SET position = place.number * ?
     FROM (SELECT id, row_number() OVER (ORDER BY position, id) AS number FROM items WHERE group_key = ?) AS place
     WHERE items.id = place.id`,
    POSITION_STEP,
    group_key,
  );
}
