import { type ItemsPage, type MondayItem } from './monday-api.types.js';

const PAGE = 'cursor items { id name group { id title } column_values { id type text value } }';

export const FIRST_PAGE = `query ($boards: [ID!], $limit: Int!) {
  boards(ids: $boards) { items_page(limit: $limit) { ${PAGE} } }
}`;

export const FIRST_PAGE_OF_GROUP = `query ($boards: [ID!], $groups: [String], $limit: Int!) {
  boards(ids: $boards) { groups(ids: $groups) { items_page(limit: $limit) { ${PAGE} } } }
}`;

export const NEXT_PAGE = `query ($cursor: String!, $limit: Int!) {
  next_items_page(cursor: $cursor, limit: $limit) { ${PAGE} }
}`;

export interface PageAnswer {
  readonly cursor: string | null;
  readonly items: readonly ItemAnswer[];
}

interface ItemAnswer {
  readonly id: string;
  readonly name: string;
  readonly group: { readonly id: string; readonly title: string } | null;
  readonly column_values: readonly {
    readonly id: string;
    readonly type: string;
    readonly text: string | null;
    readonly value: unknown;
  }[];
}

export interface FirstPageAnswer {
  readonly boards: readonly { readonly items_page: PageAnswer }[];
}

export interface FirstPageOfGroupAnswer {
  readonly boards: readonly { readonly groups: readonly { readonly items_page: PageAnswer }[] }[];
}

export interface NextPageAnswer {
  readonly next_items_page: PageAnswer;
}

export function readPage({ cursor, items }: PageAnswer): ItemsPage {
  return { items: items.map(readItem), ...(cursor === null ? {} : { cursor }) };
}

function readItem({ column_values, ...item }: ItemAnswer): MondayItem {
  const columnValues = column_values.map((column) => ({ ...column, value: readValue(column.value) }));
  return { ...item, columnValues };
}

/** monday returns the value of a column as JSON text. */
function readValue(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
