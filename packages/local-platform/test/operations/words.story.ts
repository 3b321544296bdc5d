import { SEED, type Story } from './operation.js';

const { board, item } = SEED;
const MEMBER = '58120517';

/** Updates, notifications, docs and search. */
export const words: Story = {
  name: 'words',
  operations: [
    {
      query: `mutation Comment($item: ID!, $body: String!) { create_update(item_id: $item, body: $body) { id body text_body creator { name } } }`,
      variables: { item, body: '<p>Look at <b>this</b></p>' },
      shows: { create_update: { text_body: 'Look at this', creator: { name: 'Amara Lindqvist' } } },
      keep: { update: 'create_update.id' },
    },
    {
      query: `mutation { create_update(item_id: ${item}, parent_id: {{update}}, body: "Seen") { id item_id } }`,
      shows: { create_update: { item_id: item } },
      keep: { reply: 'create_update.id' },
    },
    {
      query: `mutation { create_update(item_id: ${item}, body: "Hi", mentions_list: [{id: ${MEMBER}, type: User}]) { id } }`,
      shows: { create_update: {} },
      keep: { hi: 'create_update.id' },
    },
    {
      query: 'query { updates(limit: 5, page: 1) { id text_body item { name } replies { id text_body } } }',
      shows: {
        updates: [
          { text_body: 'Hi' },
          { id: '{{update}}', replies: [{ id: '{{reply}}', text_body: 'Seen' }] },
        ],
      },
    },
    {
      query: `query { items(ids: [${item}]) { updates(limit: 1) { id created_at updated_at edited_at } subscribers { id } } }`,
      shows: { items: [{ updates: [{ id: '{{hi}}' }], subscribers: [{}, { id: MEMBER }] }] },
    },
    {
      query: `query { boards(ids: [${board}]) { updates(limit: 10) { id item_id } updates_page(limit: 1) { cursor updates { id } } } }`,
      shows: { boards: [{ updates: [{}, {}], updates_page: { updates: [{ id: '{{hi}}' }] } }] },
      keep: { cursor: 'boards.0.updates_page.cursor' },
    },
    {
      query: `query($c: String) { boards(ids: [${board}]) { updates_page(limit: 5, cursor: $c) { cursor updates { id viewers { user_id } } } } }`,
      variables: { c: '{{cursor}}' },
      shows: { boards: [{ updates_page: { cursor: null, updates: [{ id: '{{update}}' }] } }] },
    },
    {
      query: 'mutation { edit_update(id: {{hi}}, body: "Hi all") { id text_body } }',
      shows: { edit_update: { text_body: 'Hi all' } },
    },
    {
      query:
        'mutation { like_update(update_id: {{hi}}, reaction_type: "Love") { id likes { reaction_type creator { id } } } }',
      shows: { like_update: { likes: [{ reaction_type: 'Love' }] } },
    },
    {
      query: 'mutation { unlike_update(update_id: {{hi}}) { likes { id } } }',
      shows: { unlike_update: { likes: [] } },
    },
    {
      query: 'mutation { pin_to_top(id: {{hi}}) { id pinned_to_top { item_id } } }',
      shows: { pin_to_top: { pinned_to_top: [{ item_id: item }] } },
    },
    {
      query: 'mutation { unpin_from_top(id: {{hi}}) { pinned_to_top { item_id } } }',
      shows: { unpin_from_top: { pinned_to_top: [] } },
    },
    {
      query: `query { replies(board_ids: [${board}], limit: 5) { id body kind creator_id likes { id } } }`,
      shows: { replies: [{ id: '{{reply}}', kind: 'reply' }] },
    },
    {
      query: `mutation { create_notification(user_id: 58120443, target_id: ${item}, target_type: Project, text: "Ready") { id text } }`,
      shows: { create_notification: { text: 'Ready' } },
    },
    {
      query: 'query { notifications(limit: 5) { id text title read kind_name item { id } creators { id } } }',
      shows: { notifications: [{ text: 'Ready', read: false, item: { id: item } }] },
    },
    { query: 'mutation { delete_update(id: {{hi}}) { id } }', shows: { delete_update: { id: '{{hi}}' } } },
    {
      query: `mutation { clear_item_updates(item_id: ${item}) { id updates { id } } }`,
      shows: { clear_item_updates: { updates: [] } },
    },
    {
      query: 'mutation { create_workspace(name: "Library", kind: open) { id } }',
      shows: { create_workspace: {} },
      keep: { workspace: 'create_workspace.id' },
    },
    {
      query:
        'mutation { create_doc(location: {workspace: {workspace_id: {{workspace}}, name: "Handbook", kind: public}}) { id object_id name url } }',
      shows: { create_doc: { name: 'Handbook' } },
      keep: { doc: 'create_doc.id', object: 'create_doc.object_id' },
    },
    {
      query:
        'mutation($m: String!) { add_content_to_doc_from_markdown(docId: {{doc}}, markdown: $m) { success block_ids error } }',
      variables: { m: '# Rules\n\nBe **kind**\n\n- one' },
      shows: { add_content_to_doc_from_markdown: { success: true, error: null } },
      keep: {
        title: 'add_content_to_doc_from_markdown.block_ids.0',
        rule: 'add_content_to_doc_from_markdown.block_ids.1',
      },
    },
    {
      query:
        'query { docs(ids: [{{doc}}]) { id name blocks(limit: 10) { id type content position } created_by { id } } }',
      shows: {
        docs: [
          {
            blocks: [
              { id: '{{title}}', type: 'large_title' },
              { type: 'normal_text' },
              { type: 'bulleted_list' },
            ],
          },
        ],
      },
    },
    {
      query:
        'mutation($c: JSON!) { create_doc_block(doc_id: {{doc}}, type: quote, content: $c, after_block_id: "{{title}}") { id type } }',
      variables: { c: '{"deltaFormat":[{"insert":"Said"}]}' },
      shows: { create_doc_block: { type: 'quote' } },
      keep: { quote: 'create_doc_block.id' },
    },
    {
      query:
        'mutation($c: JSON!) { update_doc_block(block_id: "{{quote}}", content: $c) { id content updated_at } }',
      variables: { c: '{"deltaFormat":[{"insert":"Written"}]}' },
      shows: { update_doc_block: { content: '{"deltaFormat":[{"insert":"Written"}]}' } },
    },
    {
      query: 'query { export_markdown_from_doc(docId: {{doc}}) { success markdown error } }',
      shows: { export_markdown_from_doc: { markdown: '# Rules\n\n> Written\n\nBe **kind**\n\n- one' } },
    },
    {
      query: 'query { export_markdown_from_doc(docId: {{doc}}, blockIds: ["{{rule}}"]) { markdown } }',
      shows: { export_markdown_from_doc: { markdown: 'Be **kind**' } },
    },
    {
      query:
        'mutation { create_doc_blocks(docId: {{doc}}, blocksInput: [{text_block: {text_block_type: CODE, delta_format: [{insert: {text: "x = 1"}}]}}, {divider_block: {}}]) { id type content { ... on TextBlockContent { delta_format { insert { text } } } } } }',
      shows: {
        create_doc_blocks: [
          { type: 'code', content: [{ delta_format: [{ insert: { text: 'x = 1' } }] }] },
          { type: 'divider' },
        ],
      },
      keep: { code: 'create_doc_blocks.0.id', divider: 'create_doc_blocks.1.id' },
    },
    {
      query: 'mutation { delete_doc_block(block_id: "{{quote}}") { id } }',
      shows: { delete_doc_block: { id: '{{quote}}' } },
    },
    {
      query: 'mutation { delete_doc_blocks(block_ids: ["{{code}}", "{{divider}}"]) { id } }',
      shows: { delete_doc_blocks: [{ id: '{{code}}' }, { id: '{{divider}}' }] },
    },
    {
      query: 'mutation { update_doc_name(docId: {{doc}}, name: "Guide") }',
      shows: { update_doc_name: { success: true } },
    },
    {
      query: 'query { docs(object_ids: [{{object}}]) { name relative_url doc_kind workspace { name } } }',
      shows: { docs: [{ name: 'Guide', relative_url: '/docs/{{object}}', workspace: { name: 'Library' } }] },
    },
    {
      query: 'mutation { duplicate_doc(docId: {{doc}}, duplicateType: duplicate_doc_with_content) }',
      shows: { duplicate_doc: { success: true } },
      keep: { copy: 'duplicate_doc.id' },
    },
    { query: 'mutation { delete_doc(docId: {{copy}}) }', shows: { delete_doc: { success: true } } },
    {
      query:
        'mutation { import_doc_from_html(workspaceId: {{workspace}}, html: "<h1>In</h1>", title: "Imported") { success doc_id } }',
      shows: { import_doc_from_html: { success: true } },
    },
    {
      query: 'query { docs(workspace_ids: [{{workspace}}], order_by: created_at) { name } }',
      shows: { docs: [{ name: 'Imported' }, { name: 'Guide' }] },
    },
    {
      query: `mutation { set_item_description_content(item_id: ${item}, markdown: "## Why") { success block_ids } }`,
      shows: { set_item_description_content: { success: true } },
    },
    {
      query: `query { items(ids: [${item}]) { description { id blocks { type content } } } }`,
      shows: { items: [{ description: { blocks: [{ type: 'medium_title' }] } }] },
    },
    {
      query: 'query { search { docs(query: "kind") { results { id indexed_data { name workspace_id } } } } }',
      shows: { search: { docs: { results: [{ id: '{{doc}}', indexed_data: { name: 'Guide' } }] } } },
    },
    {
      query:
        'query { search { items(query: "swedish", limit: 5) { results { id indexed_data { name url board_id } live_data { state } } } } }',
      shows: {
        search: {
          items: {
            results: [
              {
                indexed_data: { name: 'Translate to Swedish', board_id: board },
                live_data: { state: 'active' },
              },
            ],
          },
        },
      },
    },
    {
      query:
        'query { search { boards(query: "clients") { results { indexed_data { id name } live_data { items_count } } } } }',
      shows: {
        search: {
          boards: { results: [{ indexed_data: { name: 'Clients' }, live_data: { items_count: 3 } }] },
        },
      },
    },
    {
      query:
        'query { search { workspaces(query: "library") { results { indexed_data { name kind } } } users(query: "amara") { results { indexed_data { email } } } } }',
      shows: {
        search: {
          workspaces: { results: [{ indexed_data: { name: 'Library' } }] },
          users: { results: [{}] },
        },
      },
    },
  ],
};
