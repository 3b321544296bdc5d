/** Up to this version users have the flags that `kind` replaces (platform.md 8.2: 2026-10 removes them). */
export const LAST_VERSION_WITH_FLAGS = '2026-07';

const USER_FLAGS = `
    is_admin: Boolean
    is_guest: Boolean
    is_view_only: Boolean
    is_pending: Boolean
    enabled: Boolean!`;

/** The part of monday's schema that the platform serves, in the form of one API version. */
export function schemaText(version: string): string {
  return `
  scalar JSON
  scalar Date
  scalar ISO8601DateTime
  scalar CompareValue

  type Query {
    me: User
    users(ids: [ID!], limit: Int, page: Int, emails: [String], name: String): [User]
    account: Account
    boards(ids: [ID!], limit: Int = 25, page: Int = 1, order_by: BoardsOrderBy, board_kind: BoardKind, state: State): [Board]
    items(ids: [ID!], limit: Int = 25, page: Int = 1): [Item]
    next_items_page(cursor: String!, limit: Int = 25): ItemsResponse!
    webhooks(board_id: ID!, app_webhooks_only: Boolean): [Webhook]
    complexity: Complexity
    version: Version!
  }

  type Mutation {
    create_item(
      board_id: ID!, item_name: String!, group_id: String, column_values: JSON, create_labels_if_missing: Boolean
    ): Item
    change_column_value(
      board_id: ID!, item_id: ID, column_id: String!, value: JSON!, create_labels_if_missing: Boolean
    ): Item
    change_simple_column_value(
      board_id: ID!, item_id: ID, column_id: String!, value: String, create_labels_if_missing: Boolean
    ): Item
    change_multiple_column_values(
      board_id: ID!, item_id: ID, column_values: JSON!, create_labels_if_missing: Boolean
    ): Item
    create_webhook(board_id: ID!, url: String!, event: WebhookEventType!, config: JSON): Webhook
    delete_webhook(id: ID!): Webhook
    complexity: Complexity
  }

  type Account { id: ID! name: String! slug: String! tier: String country_code: String }

  type User {
    id: ID!
    name: String!
    email: String!
    title: String
    kind: String!
    url: String!
    account: Account!
    account_id: ID!${version <= LAST_VERSION_WITH_FLAGS ? USER_FLAGS : ''}
  }

  enum State { active all archived deleted }
  enum BoardKind { public private share }
  enum BoardsOrderBy { created_at used_at }

  type Board {
    id: ID!
    name: String!
    description: String
    state: State!
    board_kind: BoardKind!
    type: String
    url: String!
    permissions: String!
    workspace_id: ID
    items_count: Int
    creator: User!
    owners: [User]!
    columns(ids: [String], types: [ColumnType!]): [Column]
    groups(ids: [String]): [Group]
    items_page(limit: Int = 25, cursor: String, query_params: ItemsQuery): ItemsResponse!
  }

  type Group {
    id: ID!
    title: String!
    color: String!
    position: String!
    archived: Boolean
    deleted: Boolean
    items_page(limit: Int = 25, cursor: String, query_params: ItemsQuery): ItemsResponse!
  }

  enum ColumnType { name status date people text numbers }

  type Column {
    id: ID!
    title: String!
    type: ColumnType!
    description: String
    archived: Boolean!
    settings_str: String!
  }

  type ItemsResponse { cursor: String items: [Item!]! }

  input ItemsQuery {
    rules: [ItemsQueryRule!]
    operator: ItemsQueryOperator = and
    ids: [ID!]
  }
  input ItemsQueryRule {
    column_id: ID!
    compare_value: CompareValue!
    operator: ItemsQueryRuleOperator = any_of
  }
  enum ItemsQueryOperator { and or }
  enum ItemsQueryRuleOperator { any_of not_any_of contains_text }

  type Item {
    id: ID!
    name: String!
    state: State
    created_at: Date
    updated_at: Date
    creator_id: String!
    creator: User
    url: String!
    board: Board
    group: Group
    parent_item: Item
    subitems: [Item]
    column_values(ids: [String!], types: [ColumnType!]): [ColumnValue!]!
  }

  interface ColumnValue { id: ID! column: Column! type: ColumnType! text: String value: JSON }
  type StatusValue implements ColumnValue {
    id: ID! column: Column! type: ColumnType! text: String value: JSON
    index: Int label: String is_done: Boolean
  }
  type DateValue implements ColumnValue {
    id: ID! column: Column! type: ColumnType! text: String value: JSON
    date: String time: String
  }
  type PeopleValue implements ColumnValue {
    id: ID! column: Column! type: ColumnType! text: String value: JSON
    persons_and_teams: [PeopleEntity!]
  }
  type PeopleEntity { id: ID! kind: Kind }
  enum Kind { person team }
  type TextValue implements ColumnValue { id: ID! column: Column! type: ColumnType! text: String value: JSON }
  type NumbersValue implements ColumnValue {
    id: ID! column: Column! type: ColumnType! text: String value: JSON
    number: Float
  }

  type Webhook { id: ID! board_id: ID! event: WebhookEventType! config: String }
  enum WebhookEventType {
    change_column_value change_status_column_value change_subitem_column_value change_specific_column_value
    change_name create_item item_archived item_deleted item_moved_to_any_group item_moved_to_specific_group
    item_restored create_subitem change_subitem_name move_subitem subitem_archived subitem_deleted create_column
    create_update edit_update delete_update create_subitem_update
  }

  type Complexity { before: Int! query: Int! after: Int! reset_in_x_seconds: Int! }
  type Version { kind: String! value: String! }
  `;
}
