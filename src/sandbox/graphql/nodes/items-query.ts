import type { StoredBoard, StoredItem } from '../boards/index.js';

/** What `query_params` can hold here: a part of monday's rules. */
export interface ItemsQuery {
  readonly ids?: readonly string[] | null;
  readonly operator?: 'and' | 'or' | null;
  readonly rules?: readonly ItemsQueryRule[] | null;
}

interface ItemsQueryRule {
  readonly column_id: string;
  readonly compare_value: unknown;
  readonly operator?: 'any_of' | 'not_any_of' | 'contains_text' | null;
}

export function matches(board: StoredBoard, item: StoredItem, query: ItemsQuery | null | undefined): boolean {
  if (!query) return true;
  if (query.ids && !query.ids.includes(item.id)) return false;
  const rules = query.rules ?? [];
  if (rules.length === 0) return true;
  const holds = (rule: ItemsQueryRule): boolean => ruleHolds(board, item, rule);
  return query.operator === 'or' ? rules.some(holds) : rules.every(holds);
}

function ruleHolds(board: StoredBoard, item: StoredItem, rule: ItemsQueryRule): boolean {
  const wanted = (Array.isArray(rule.compare_value) ? rule.compare_value : [rule.compare_value]).map(String);
  const present = comparable(item, rule.column_id);
  switch (rule.operator ?? 'any_of') {
    case 'any_of':
      return present.some((value) => wanted.includes(value));
    case 'not_any_of':
      return !present.some((value) => wanted.includes(value));
    case 'contains_text':
      return wanted.some((part) => present.join(' ').toLowerCase().includes(part.toLowerCase()));
  }
}

/** Status by index, people by `person-<id>`, the rest as text: as monday's rules compare. */
function comparable(item: StoredItem, columnId: string): string[] {
  if (columnId === 'name') return [item.name];
  if (columnId === 'group') return [item.groupId];
  const value = item.values[columnId];
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  if ('index' in value) return [String(value.index)];
  if ('date' in value) return [value.date];
  return value.personsAndTeams.map(({ id }) => `person-${id}`);
}
