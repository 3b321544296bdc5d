import { SEED, type Story } from './operation.js';

const { board, item } = SEED;

/** Docs with every kind of block, updates in search, and files. */
export const docs: Story = {
  name: 'docs',
  operations: [
    {
      query: `mutation { create_column(board_id: ${board}, column_type: doc, id: "brief", title: "Brief") { id } }`,
      shows: { create_column: { id: 'brief' } },
    },
    {
      query: `mutation { create_doc(location: {board: {item_id: ${item}, column_id: "brief"}}) { id object_id } }`,
      shows: { create_doc: {} },
      keep: { doc: 'create_doc.id' },
    },
    {
      query: `mutation Blocks($doc: ID!, $blocks: [CreateBlockInput!]!) { create_doc_blocks(docId: $doc, blocksInput: $blocks) { id type content { ... on TextBlockContent { delta_format { insert { text blot { ... on Mention { id type } ... on DocsColumnValue { item_id column_id } } } attributes { bold color } } } } } }`,
      variables: {
        doc: '{{doc}}',
        blocks: [
          {
            text_block: {
              text_block_type: 'QUOTE',
              delta_format: [
                {
                  insert: { text: 'Loud' },
                  attributes: {
                    bold: true,
                    italic: false,
                    underline: false,
                    strike: false,
                    code: false,
                    link: 'https://example.com',
                    color: 'red',
                    background: 'white',
                  },
                },
                { insert: { blot: { mention: { id: 58120517, type: 'USER' } } } },
                { insert: { blot: { column_value: { item_id: 7310284756, column_id: 'status' } } } },
              ],
            },
          },
        ],
      },
      shows: {
        create_doc_blocks: [
          {
            type: 'quote',
            content: [
              {
                delta_format: [
                  { insert: { text: 'Loud' }, attributes: { bold: true, color: 'red' } },
                  { insert: { blot: { id: '58120517', type: 'USER' } } },
                  { insert: { blot: { item_id: item, column_id: 'status' } } },
                ],
              },
            ],
          },
        ],
      },
      keep: { first: 'create_doc_blocks.0.id' },
    },
    {
      query: `mutation Blocks($doc: ID!, $after: String, $blocks: [CreateBlockInput!]!) { create_doc_blocks(docId: $doc, afterBlockId: $after, blocksInput: $blocks) { type content { __typename } } }`,
      variables: {
        doc: '{{doc}}',
        after: '{{first}}',
        blocks: [
          {
            list_block: {
              list_block_type: 'CHECK_LIST',
              indentation: 1,
              alignment: 'RIGHT',
              direction: 'RTL',
              parent_block_id: null,
              delta_format: [{ insert: { text: 'Buy' } }],
            },
          },
          { notice_box_block: { theme: 'WARNING', parent_block_id: null } },
          {
            image_block: {
              public_url: 'https://example.com/a.png',
              asset_id: null,
              width: 300,
              parent_block_id: null,
            },
          },
          { video_block: { raw_url: 'https://example.com/a.mp4', width: 400, parent_block_id: null } },
          {
            table_block: {
              row_count: 2,
              column_count: 2,
              width: 500,
              column_style: [{ width: 50 }, { width: 50 }],
              parent_block_id: null,
            },
          },
          {
            layout_block: {
              column_count: 2,
              column_style: [{ width: 30 }, { width: 70 }],
              parent_block_id: null,
            },
          },
          { page_break_block: { parent_block_id: null } },
          { divider_block: { parent_block_id: null } },
        ],
      },
      shows: {
        create_doc_blocks: [
          { type: 'check_list', content: [{ __typename: 'ListBlockContent' }] },
          { type: 'notice_box' },
          { type: 'image' },
          { type: 'video' },
          { type: 'table' },
          { type: 'layout' },
          { type: 'page_break' },
          { type: 'divider' },
        ],
      },
    },
    {
      query: 'query { docs(ids: [{{doc}}]) { blocks(limit: 3) { type position parent_block_id } } }',
      shows: { docs: [{ blocks: [{ type: 'quote' }, { type: 'check_list' }, { type: 'notice_box' }] }] },
    },
    {
      query: `mutation { create_update(item_id: ${item}, body: "Find the walrus") { id } }`,
      shows: { create_update: {} },
      keep: { update: 'create_update.id' },
    },
    {
      query: `mutation { create_update(item_id: ${item}, parent_id: {{update}}, body: "Found") { id } }`,
      shows: { create_update: {} },
    },
    {
      query: `query { search { updates(query: "walrus", limit: 5, board_ids: [${board}], creator_ids: [58120443], date_range: {created_after: "2020-01-01T00:00:00Z", created_before: "2100-01-01T00:00:00Z", updated_after: "2020-01-01T00:00:00Z", updated_before: "2100-01-01T00:00:00Z"}) { results { id indexed_data { body item_id } live_data { text_body } } } } }`,
      shows: {
        search: { updates: { results: [{ id: '{{update}}', live_data: { text_body: 'Find the walrus' } }] } },
      },
    },
    {
      query: `query { items(ids: [${item}]) { updates_page(limit: 1, cursor: null) { cursor updates { id replies { text_body viewers(limit: 5, page: 1) { user_id } } } } } }`,
      shows: { items: [{ updates_page: { updates: [{ replies: [{ text_body: 'Found' }] }] } }] },
    },
    {
      version: 'dev',
      query: `query { me { activity_logs(limit: 5, search: "BRIEF") { logs { event } } } }`,
      shows: {
        me: { activity_logs: { logs: [{ event: 'update_column_value' }, { event: 'create_column' }] } },
      },
    },
    {
      query: `mutation { create_column(board_id: ${board}, column_type: file, id: "papers", title: "Papers") { id } }`,
      shows: { create_column: { id: 'papers' } },
    },
    {
      query: `mutation ($file: File!) { add_file_to_column(item_id: ${item}, column_id: "papers", file: $file) { id name file_size file_extension uploaded_by { id } } }`,
      file: 'Hello',
      shows: { add_file_to_column: { name: 'note.txt', file_size: 5, file_extension: '.txt' } },
      keep: { asset: 'add_file_to_column.id' },
    },
    {
      query: `mutation ($file: File!) { add_file_to_update(update_id: {{update}}, file: $file) { id name url } }`,
      file: 'Hello again',
      shows: { add_file_to_update: { name: 'note.txt' } },
      keep: { attached: 'add_file_to_update.id' },
    },
    {
      query: `query { assets(ids: [{{asset}}, {{attached}}]) { id name file_size } items(ids: [${item}]) { assets(assets_source: columns, column_ids: ["papers"]) { id } } }`,
      shows: {
        assets: [
          { id: '{{asset}}', file_size: 5 },
          { id: '{{attached}}', file_size: 11 },
        ],
        items: [{ assets: [{ id: '{{asset}}' }] }],
      },
    },
    {
      query: `mutation Start($input: CreateUploadInput!) { create_upload(input: $input) { upload_id part_size parts { part_number url } } }`,
      version: 'dev',
      variables: {
        input: {
          file_name: 'a.txt',
          content_type: 'text/plain',
          file_size: 3,
          source: 'item',
          multipart: false,
        },
      },
      shows: { create_upload: { part_size: 3, parts: [{ part_number: 1 }] } },
      keep: { upload: 'create_upload.upload_id' },
    },
    {
      query: `mutation { complete_upload(input: {upload_id: "{{upload}}", board_id: ${board}, holder: {type: ITEM, id: ${item}}, parts: [{part_number: 1, etag: "none"}]}) { id } }`,
      version: 'dev',
      refused: 'InvalidArgumentException',
      shows: {},
    },
    {
      query: 'mutation { create_workspace(name: "Versions", kind: open) { id } }',
      shows: { create_workspace: {} },
      keep: { room: 'create_workspace.id' },
    },
    {
      query:
        'mutation { create_doc(location: {workspace: {workspace_id: {{room}}, name: "With a history", kind: public}}) { id object_id } }',
      shows: { create_doc: {} },
      keep: { versioned: 'create_doc.id', versions: 'create_doc.object_id' },
    },
    {
      query:
        'mutation { add_content_to_doc_from_markdown(docId: {{versioned}}, markdown: "# First") { success } }',
      shows: { add_content_to_doc_from_markdown: { success: true } },
    },
    {
      query:
        'query ($docId: ID!, $since: String, $until: String) { doc_version_history(doc_id: $docId, since: $since, until: $until) { doc_id restoring_points { date user_ids type agent_attributions { agent_id entity_type agent_name } } } }',
      variables: { docId: '{{versions}}', since: '2021-01-01T00:00:00Z', until: '2099-01-01T00:00:00Z' },
      shows: {
        doc_version_history: { restoring_points: [{ user_ids: ['58120443'], agent_attributions: [] }] },
      },
      keep: { version: 'doc_version_history.restoring_points.0.date' },
    },
    {
      query:
        'query ($docId: ID!, $date: String!, $prevDate: String!) { doc_version_diff(doc_id: $docId, date: $date, prev_date: $prevDate) { doc_id date blocks { id type summary changes { added deleted changed } } } }',
      variables: { docId: '{{versions}}', date: '{{version}}', prevDate: '2021-01-01T00:00:00Z' },
      shows: {
        doc_version_diff: { blocks: [{ summary: '# First', changes: { added: true, deleted: false } }] },
      },
    },
  ],
};
