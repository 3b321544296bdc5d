import { Injectable } from '@nestjs/common';
import { GraphQLProblem, LazyExecutor } from '../graphql/index.js';
import { type User } from '../state/index.js';
import { ViewMessageError } from './view-host.errors.js';
import { type ViewFilter } from './view.js';

export interface ViewBoard {
  readonly id: string;
  readonly name: string;
  readonly workspace_id: string | null;
}

export interface ViewItem {
  readonly id: string;
  readonly name: string;
}

/** The content of an item card. */
export interface ItemCard extends ViewItem {
  readonly board: { readonly name: string };
  readonly column_values: readonly {
    readonly column: { readonly title: string };
    readonly text: string | null;
  }[];
  readonly updates: readonly {
    readonly text_body: string | null;
    readonly creator: { readonly name: string } | null;
  }[];
}

interface FoundItem extends ViewItem {
  readonly column_values?: readonly { readonly text: string | null }[];
}

interface ItemsPage {
  readonly cursor: string | null;
  readonly items: readonly FoundItem[];
}

/** Beyond what a list of choices is usable for. */
const MAX_BOARDS = 10_000;
const BOARDS = `query { boards(limit: ${MAX_BOARDS}, state: active) { id name type workspace_id } }`;
const BOARD = 'query ($ids: [ID!]) { boards(ids: $ids) { id name workspace_id } }';
const CARD = `query ($ids: [ID!]) { items(ids: $ids) {
  id name board { name } column_values { column { title } text } updates(limit: 20) { text_body creator { name } }
} }`;
const ASSET = 'query ($ids: [ID!]!) { assets(ids: $ids) { name file_extension public_url } }';
/** @param fields what a search for a term reads in addition */
const firstPage = (fields: string): string => `query ($ids: [ID!], $query: ItemsQuery) { boards(ids: $ids) {
  items_page(limit: 500, query_params: $query) { cursor items { id name ${fields} } }
} }`;
const nextPage = (fields: string): string => `query ($cursor: String!) {
  page: next_items_page(limit: 500, cursor: $cursor) { cursor items { id name ${fields} } }
}`;
/** Of 500 items each. */
const MAX_PAGES = 40;

/** Boards and items as the user of a view sees them. No limit of the API counts these reads. */
@Injectable()
export class ViewBoards {
  constructor(private readonly executor: LazyExecutor) {}

  /** The boards that a view can be opened on: 10,000 at most. */
  async list(user: User): Promise<ViewBoard[]> {
    const { boards } = await this.query<{ boards: (ViewBoard & { type: string })[] }>(user, BOARDS, {});
    return boards.filter(({ type }) => type === 'board');
  }

  async find(user: User, id: number): Promise<ViewBoard | undefined> {
    const { boards } = await this.query<{ boards: ViewBoard[] }>(user, BOARD, { ids: [String(id)] });
    return boards[0];
  }

  /** The card of an item, if the user can see it. */
  async card(user: User, itemId: number): Promise<ItemCard | undefined> {
    const { items } = await this.query<{ items: ItemCard[] }>(user, CARD, { ids: [String(itemId)] });
    return items[0];
  }

  /** A file on a board. @throws ViewMessageError if there is none that the user can see */
  async asset(user: User, id: number): Promise<object> {
    const { assets } = await this.query<{ assets: (object | null)[] | null }>(user, ASSET, {
      ids: [String(id)],
    });
    const asset = assets?.[0];
    if (!asset) throw new ViewMessageError('File not found');
    return asset;
  }

  /**
   * The items of a board that pass a filter, in the order of the board: 20,000 at most.
   * @throws ViewMessageError if a rule is not valid
   */
  async items(user: User, boardId: number, filter?: ViewFilter): Promise<ViewItem[]> {
    const term = filter?.term.toLowerCase() ?? '';
    const fields = term === '' ? '' : 'column_values { text }';
    const found: FoundItem[] = [];
    let page = await this.firstPage(user, boardId, fields, filter);
    for (let pages = 1; page; pages += 1) {
      found.push(
        ...page.items.filter((item) => term === '' || textsOf(item).some((text) => text.includes(term))),
      );
      if (page.cursor === null || pages === MAX_PAGES) break;
      ({ page } = await this.query<{ page: ItemsPage }>(user, nextPage(fields), { cursor: page.cursor }));
    }
    return found.map(({ id, name }) => ({ id, name }));
  }

  private async firstPage(
    user: User,
    boardId: number,
    fields: string,
    filter: ViewFilter | undefined,
  ): Promise<ItemsPage | undefined> {
    const rules =
      filter && filter.rules.length > 0
        ? { rules: filter.rules, operator: filter.operator ?? 'and' }
        : undefined;
    const variables = { ids: [String(boardId)], query: rules };
    const { boards } = await this.query<{ boards: { items_page: ItemsPage }[] }>(
      user,
      firstPage(fields),
      variables,
    );
    return boards[0]?.items_page;
  }

  private async query<Data>(user: User, query: string, variables: object): Promise<Data> {
    const executor = await this.executor.load();
    try {
      const { data, errors } = await executor.runAs(user, query, variables);
      if (errors) throw new ViewMessageError(errors[0]?.message ?? 'The query failed.');
      return data as Data;
    } catch (error) {
      if (error instanceof GraphQLProblem) throw new ViewMessageError(error.message);
      throw error;
    }
  }
}

const textsOf = ({ name, column_values: values = [] }: FoundItem): string[] =>
  [name, ...values.map(({ text }) => text ?? '')].map((text) => text.toLowerCase());
