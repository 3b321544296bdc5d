import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { COLUMN_TYPES } from '../../src/graphql/column-types/index.js';
import { insertColumn, Reader } from '../../src/graphql/store/index.js';
import { ADMIN, BOARD, MEMBER, type ApiUnderTest } from '../../src/graphql/testing/api-under-test.js';
import { type PlatformDatabase } from '../../src/database/index.js';
import { type KnownIds } from './values.js';

const ACCOUNT = 18345021;
const OTHER_BOARD = '7310291180';
export const ITEM = '7310284756';

/** One of each thing that has an id. */
const SETUP = [
  `create_update(item_id: ${ITEM}, body: "An update") { id }`,
  'create_folder(name: "Fuzz") { id }',
  'create_or_get_tag(tag_name: "fuzz") { id }',
  `create_team(input: {name: "Fuzz", subscriber_ids: [${MEMBER}]}) { id }`,
  'create_department(data: {name: "Fuzz", reserved_seats: 5}) { id }',
  `create_dashboard(name: "Fuzz", workspace_id: WORKSPACE, board_ids: [${BOARD}], kind: PUBLIC) { id }`,
  `create_subitem(parent_item_id: ${ITEM}, item_name: "Below") { id }`,
  `create_notification(user_id: ${ADMIN}, target_id: ${ITEM}, target_type: Project, text: "x") { text }`,
  'create_doc(location: {workspace: {workspace_id: WORKSPACE, name: "Fuzz", kind: public}}) { id blocks { id } }',
  'create_form(destination_workspace_id: WORKSPACE) { boardId token }',
  `create_view(board_id: ${BOARD}, type: TABLE, name: "Fuzz") { id }`,
  `create_favorite(input: {object: {id: ${BOARD}, type: Board}}) { favorite { id } }`,
];

const SETTINGS: Readonly<Record<string, object>> = {
  status: { labels: [{ id: 1, label: 'Done', index: 1, color: 1, is_done: true }] },
  dropdown: { labels: [{ id: 1, label: 'A' }] },
  board_relation: { boardIds: [Number(OTHER_BOARD)] },
  formula: { formula: '{numbers} * 2' },
  mirror: {
    relation_column: { c_board_relation: true },
    displayed_linked_columns: { [OTHER_BOARD]: ['status'] },
  },
};

/** Where ids are, by the word that names of arguments have for them. The first word that fits decides. */
const TABLES: readonly (readonly [word: string, sql: string])[] = [
  ['column', `SELECT id FROM columns WHERE board_id = ${BOARD}`],
  ['group', `SELECT id FROM groups WHERE board_id = ${BOARD}`],
  ['update', 'SELECT id FROM updates'],
  ['reply', 'SELECT id FROM updates'],
  ['block', 'SELECT id FROM doc_blocks'],
  ['doc', 'SELECT id FROM docs'],
  ['team', 'SELECT id FROM teams'],
  ['department', 'SELECT id FROM departments'],
  ['tag', 'SELECT id FROM tags'],
  ['folder', 'SELECT id FROM folders'],
  ['workspace', 'SELECT id FROM workspaces'],
  ['overview', 'SELECT id FROM dashboards'],
  ['dashboard', 'SELECT id FROM dashboards'],
  ['view', 'SELECT id FROM board_views'],
  ['form', 'SELECT token AS id FROM forms'],
  ['question', 'SELECT id FROM form_questions'],
  ['asset', 'SELECT id FROM assets'],
  ['webhook', 'SELECT id FROM webhooks'],
  ['user', `SELECT id FROM users WHERE account_id = ${ACCOUNT}`],
  ['owner', `SELECT id FROM users WHERE account_id = ${ACCOUNT}`],
  ['item', `SELECT id FROM items WHERE board_id = ${BOARD}`],
  ['pulse', `SELECT id FROM items WHERE board_id = ${BOARD}`],
  ['board', `SELECT id FROM boards WHERE account_id = ${ACCOUNT} LIMIT 2`],
];

/** Fills the seeded board with columns of all types, `c_<type>`, and makes one of each thing that has an id. */
export async function furnish(api: ApiUnderTest): Promise<void> {
  const reader = new Reader(api.database, ACCOUNT, SYSTEM_CLOCK);
  api.database.transaction(() => {
    for (const { name } of COLUMN_TYPES) {
      const settings = { ...SETTINGS[name] };
      insertColumn(reader, { board_id: Number(BOARD), id: `c_${name}`, type: name, title: name, settings });
    }
  });
  const { create_workspace: workspace } = await api.data<{ create_workspace: { id: string } }>(
    'mutation { create_workspace(name: "Fuzz", kind: open) { id } }',
  );
  const calls = SETUP.map((call, index) => `a${index}: ${call.replace('WORKSPACE', workspace.id)}`);
  await api.data(`mutation { ${calls.join(' ')} }`, { version: 'dev' });
}

/** The ids that there are now. */
export function knownIds(database: PlatformDatabase): KnownIds {
  return Object.fromEntries(
    TABLES.map(([word, sql]) => [
      word,
      database.all<{ id: string | number }>(sql).map(({ id }) => String(id)),
    ]),
  );
}
