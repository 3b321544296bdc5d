import { fieldsOf, isObject, tryParseJson } from 'monday-persistence/json';
import { COLUMN_FIELDS, type MondayColumnValue } from '../columns/index.js';
import { MondayUnexpectedAnswerError } from '../client/index.js';
import { type ItemsPage, type MondayItem } from './monday-api.types.js';

/** The selection of an item. */
export const ITEM_FIELDS = `id name group { id title } column_values { ${COLUMN_FIELDS} }`;
const PAGE = `cursor items { ${ITEM_FIELDS} }`;

export const ITEM = `query ($ids: [ID!]) { items(ids: $ids) { ${ITEM_FIELDS} } }`;

export const FIRST_PAGE = `query ($boards: [ID!], $limit: Int!, $filter: ItemsQuery) {
  boards(ids: $boards) { items_page(limit: $limit, query_params: $filter) { ${PAGE} } }
}`;

export const FIRST_PAGE_OF_GROUP = `query ($boards: [ID!], $groups: [String], $limit: Int!, $filter: ItemsQuery) {
  boards(ids: $boards) { groups(ids: $groups) { items_page(limit: $limit, query_params: $filter) { ${PAGE} } } }
}`;

export const PAGE_BY_COLUMN_VALUES = `query ($board: ID!, $columns: [ItemsPageByColumnValuesQuery!], $limit: Int!) {
  items_page_by_column_values(board_id: $board, columns: $columns, limit: $limit) { ${PAGE} }
}`;

export const NEXT_PAGE = `query ($cursor: String!, $limit: Int!) {
  next_items_page(cursor: $cursor, limit: $limit) { ${PAGE} }
}`;

interface ItemAnswer {
  readonly id: string;
  readonly name: string;
  readonly group: { readonly id: string; readonly title: string } | null;
  readonly column_values: readonly Cell[];
}

interface Cell {
  readonly id: string;
  readonly type: string;
  readonly text: string | null;
  readonly value: unknown;
  readonly [detail: string]: unknown;
}

type Page = { readonly items_page?: unknown } | null;

/** monday answers `null` in place of anything that it cannot give, also of what its schema promises. */
export interface FirstPageAnswer {
  readonly boards?: readonly Page[] | null;
}

export interface FirstPageOfGroupAnswer {
  readonly boards?: readonly ({ readonly groups?: readonly Page[] | null } | null)[] | null;
}

export interface NextPageAnswer {
  readonly next_items_page?: unknown;
}

/** @throws MondayUnexpectedAnswerError if it is no page of items */
export function readPage(answer: unknown): ItemsPage {
  const { cursor, items } = fieldsOf(answer);
  if (!Array.isArray(items) || !items.every(isItem)) throw new MondayUnexpectedAnswerError();
  return { items: items.map(itemOf), ...(typeof cursor === 'string' && cursor !== '' && { cursor }) };
}

function isItem(value: unknown): value is ItemAnswer {
  const { id, column_values: columns } = fieldsOf(value);
  return typeof id === 'string' && Array.isArray(columns) && columns.every(isCell);
}

const isCell = (value: unknown): value is Cell =>
  isObject(value) && typeof value['id'] === 'string' && typeof value['type'] === 'string';

/** An item; `undefined` if monday answered `null`. @throws MondayUnexpectedAnswerError if it is no item */
export function readItem(answer: unknown): MondayItem | undefined {
  if (answer === null || answer === undefined) return undefined;
  if (!isItem(answer)) throw new MondayUnexpectedAnswerError();
  return itemOf(answer);
}

function itemOf({ column_values, ...item }: ItemAnswer): MondayItem {
  return { ...item, columnValues: column_values.map(readCell) };
}

function readCell({ id, type, text, value, ...details }: Cell): MondayColumnValue {
  const hasDetails = Object.keys(details).length > 0;
  return { id, type, text, value: readValue(value), ...(hasDetails && { details }) };
}

/** monday returns the value of a column as JSON text. */
function readValue(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  const parsed = tryParseJson(value);
  return parsed === undefined ? value : parsed;
}
