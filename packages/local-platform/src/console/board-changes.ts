/** Arguments of a form that are sent to the API as variables, with their GraphQL types. */
interface Change {
  readonly variables: Readonly<Record<string, string>>;
  /** The call with its fields; the variables have the names of the form's inputs. */
  readonly call: string;
}

/** What the forms of the console can change, each by one mutation of the API, so that its events are sent. */
const CHANGES = {
  'create-board': {
    variables: { name: 'String!' },
    call: 'create_board(board_name: $name, board_kind: public) { id }',
  },
  'rename-board': {
    variables: { board: 'ID!', name: 'String!' },
    call: 'update_board(board_id: $board, board_attribute: name, new_value: $name)',
  },
  'delete-board': { variables: { board: 'ID!' }, call: 'delete_board(board_id: $board) { id }' },
  'create-group': {
    variables: { board: 'ID!', name: 'String!' },
    call: 'create_group(board_id: $board, group_name: $name) { id }',
  },
  'rename-group': {
    variables: { board: 'ID!', group: 'String!', name: 'String!' },
    call: 'update_group(board_id: $board, group_id: $group, group_attribute: title, new_value: $name) { id }',
  },
  'move-group-before': {
    variables: { board: 'ID!', group: 'String!', other: 'String!' },
    call: 'update_group(board_id: $board, group_id: $group, group_attribute: relative_position_before, new_value: $other) { id }',
  },
  'delete-group': {
    variables: { board: 'ID!', group: 'String!' },
    call: 'delete_group(board_id: $board, group_id: $group) { id }',
  },
  'create-column': {
    variables: { board: 'ID!', name: 'String!', type: 'ColumnType!' },
    call: 'create_column(board_id: $board, title: $name, column_type: $type) { id }',
  },
  'rename-column': {
    variables: { board: 'ID!', column: 'String!', name: 'String!' },
    call: 'change_column_title(board_id: $board, column_id: $column, title: $name) { id }',
  },
  'delete-column': {
    variables: { board: 'ID!', column: 'String!' },
    call: 'delete_column(board_id: $board, column_id: $column) { id }',
  },
  'create-item': {
    variables: { board: 'ID!', group: 'String!', name: 'String!' },
    call: 'create_item(board_id: $board, group_id: $group, item_name: $name) { id }',
  },
  'rename-item': {
    variables: { board: 'ID!', item: 'ID!', name: 'String!' },
    call: 'change_simple_column_value(board_id: $board, item_id: $item, column_id: "name", value: $name) { id }',
  },
  'set-text': {
    variables: { board: 'ID!', item: 'ID!', column: 'String!', value: 'String!' },
    call: 'change_simple_column_value(board_id: $board, item_id: $item, column_id: $column, value: $value, create_labels_if_missing: true) { id }',
  },
  'set-json': {
    variables: { board: 'ID!', item: 'ID!', column: 'String!', value: 'JSON!' },
    call: 'change_column_value(board_id: $board, item_id: $item, column_id: $column, value: $value) { id }',
  },
  'move-item': {
    variables: { item: 'ID!', group: 'String!' },
    call: 'move_item_to_group(item_id: $item, group_id: $group) { id }',
  },
  'place-item-before': {
    variables: { item: 'ID!', other: 'ID!' },
    call: 'change_item_position(item_id: $item, relative_to: $other, position_relative_method: before_at) { id }',
  },
  'duplicate-item': {
    variables: { board: 'ID!', item: 'ID!' },
    call: 'duplicate_item(board_id: $board, item_id: $item) { id }',
  },
  'archive-item': { variables: { item: 'ID!' }, call: 'archive_item(item_id: $item) { id }' },
  'delete-item': { variables: { item: 'ID!' }, call: 'delete_item(item_id: $item) { id }' },
  'invite-user': {
    variables: { email: 'String!', role: 'UserRole' },
    call: 'invite_users(emails: [$email], user_role: $role) { invited_users { id } errors { message } }',
  },
  'edit-user': {
    variables: { user: 'ID!', name: 'String!', email: 'String!', title: 'String' },
    call: 'update_multiple_users(user_updates: [{ user_id: $user, user_attribute_updates: { name: $name, email: $email, title: $title } }]) { errors { message } }',
  },
  'set-role': {
    variables: { user: 'ID!', role: 'BaseRoleName!' },
    call: 'update_users_role(user_ids: [$user], new_role: $role) { errors { message } }',
  },
  'activate-user': {
    variables: { user: 'ID!' },
    call: 'activate_users(user_ids: [$user]) { errors { message } }',
  },
  'deactivate-user': {
    variables: { user: 'ID!' },
    call: 'deactivate_users(user_ids: [$user]) { errors { message } }',
  },
} as const satisfies Readonly<Record<string, Change>>;

export type ChangeName = keyof typeof CHANGES;

export const CHANGE_NAMES = Object.keys(CHANGES) as ChangeName[];

export const isChangeName = (name: unknown): name is ChangeName =>
  typeof name === 'string' && Object.hasOwn(CHANGES, name);

/** The call of the API that makes the change. @param given inputs of the form, of which it takes those that it needs */
export function callOf(
  name: ChangeName,
  given: Readonly<Record<string, unknown>>,
): { query: string; variables: Record<string, unknown> } {
  const { variables, call }: Change = CHANGES[name];
  const declared = Object.entries(variables).map(([variable, type]) => `$${variable}: ${type}`);
  return {
    query: `mutation (${declared.join(', ')}) { ${call} }`,
    variables: Object.fromEntries(Object.keys(variables).map((variable) => [variable, given[variable]])),
  };
}
