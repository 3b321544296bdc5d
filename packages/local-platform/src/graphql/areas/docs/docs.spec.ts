import { ADMIN, ApiUnderTest, BOARD, MEMBER } from '../../testing/api-under-test.js';

const ITEM = '7310284756';

/** Every kind of line that becomes a separate block. */
const MARKDOWN = [
  '# Title with **bold**',
  '## Second',
  '### Third',
  'A paragraph with *italic*, `code`, ~~old~~ and a [link](https://example.com).',
  '- one\n  - two',
  '1. first\n2. second',
  '- [ ] open\n- [x] done',
  '> quoted',
  '```ts\nconst x = 1;\n```',
  '---',
  '| a | b |\n| --- | --- |\n| 1 | **2** |',
  '![](https://example.com/x.png)',
].join('\n\n');

interface Block {
  readonly id: string;
  readonly type: string;
  readonly content: string;
}

describe('docs', () => {
  let api: ApiUnderTest;
  let workspace: string;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    api.reset();
    const made = await api.data<{ create_workspace: { id: string } }>(
      'mutation { create_workspace(name: "Ops", kind: open) { id } }',
    );
    workspace = made.create_workspace.id;
  });

  async function create(kind = 'public'): Promise<string> {
    const { create_doc } = await api.data<{ create_doc: { id: string } }>(
      `mutation { create_doc(location: {workspace: {workspace_id: ${workspace}, name: "Plan", kind: ${kind}}}) { id } }`,
    );
    return create_doc.id;
  }

  async function addMarkdown(docId: string, markdown: string, after?: string): Promise<string[]> {
    const data = await api.data<{ add_content_to_doc_from_markdown: { block_ids: string[] } }>(
      `mutation($m: String!, $a: String) { add_content_to_doc_from_markdown(docId: ${docId}, markdown: $m, afterBlockId: $a) { success block_ids error } }`,
      { variables: { m: markdown, a: after } },
    );
    return data.add_content_to_doc_from_markdown.block_ids;
  }

  async function markdownOf(docId: string): Promise<string> {
    const data = await api.data<{ export_markdown_from_doc: { markdown: string } }>(
      `{ export_markdown_from_doc(docId: ${docId}) { success markdown } }`,
    );
    return data.export_markdown_from_doc.markdown;
  }

  async function blocksOf(docId: string): Promise<Block[]> {
    const { docs } = await api.data<{ docs: { blocks: Block[] }[] }>(
      `{ docs(ids: [${docId}]) { blocks(limit: 100) { id type content } } }`,
    );
    return docs[0]!.blocks;
  }

  it('creates a doc in a workspace', async () => {
    const id = await create();
    const { docs } = await api.data<{ docs: { object_id: string }[] }>(
      `{ docs(workspace_ids: [${workspace}]) { id object_id name doc_kind workspace { name } workspace_id doc_folder_id created_by { id } url relative_url settings } }`,
    );
    const { object_id } = docs[0]!;
    expect(docs).toEqual([
      {
        id,
        object_id,
        name: 'Plan',
        doc_kind: 'public',
        workspace: { name: 'Ops' },
        workspace_id: workspace,
        doc_folder_id: null,
        created_by: { id: ADMIN },
        url: `https://harbor-pine.monday.com/docs/${object_id}`,
        relative_url: `/docs/${object_id}`,
        settings: null,
      },
    ]);
    expect(
      await api.data(`{ docs(object_ids: [${object_id}]) { id } boards(ids: [${object_id}]) { type } }`),
    ).toEqual({
      docs: [{ id }],
      boards: [{ type: 'document' }],
    });
  });

  it('writes markdown as blocks, and blocks as the same markdown', async () => {
    const id = await create();
    await addMarkdown(id, MARKDOWN);

    expect((await blocksOf(id)).map(({ type }) => type)).toEqual([
      ...['large_title', 'medium_title', 'small_title', 'normal_text'],
      ...['bulleted_list', 'bulleted_list', 'numbered_list', 'numbered_list', 'check_list', 'check_list'],
      ...[
        'quote',
        'code',
        'divider',
        'table',
        'normal_text',
        'normal_text',
        'normal_text',
        'normal_text',
        'image',
      ],
    ]);
    const written = await markdownOf(id);
    expect(written).toBe(
      MARKDOWN.replace('second\n\n- [ ]', 'second\n- [ ]').replace('two\n\n1.', 'two\n1.'),
    );
    const again = await create();
    await addMarkdown(again, written);
    expect(await markdownOf(again)).toBe(written);
  });

  it('creates, changes and deletes single blocks at their place', async () => {
    const id = await create();
    const [first] = await addMarkdown(id, 'One\n\nThree');
    const { create_doc_block: block } = await api.data<{ create_doc_block: Block }>(
      `mutation($c: JSON!) { create_doc_block(doc_id: ${id}, type: normal_text, content: $c, after_block_id: "${first}") { id type content } }`,
      { variables: { c: JSON.stringify({ deltaFormat: [{ insert: 'Two' }] }) } },
    );
    expect(JSON.parse(block.content)).toEqual({ deltaFormat: [{ insert: 'Two' }] });
    expect(await markdownOf(id)).toBe('One\n\nTwo\n\nThree');
    await api.data(`mutation($c: JSON!) { update_doc_block(block_id: "${block.id}", content: $c) { id } }`, {
      variables: { c: JSON.stringify({ deltaFormat: [{ insert: '2', attributes: { bold: true } }] }) },
    });
    expect(await markdownOf(id)).toBe('One\n\n**2**\n\nThree');
    await api.data(`mutation { delete_doc_block(block_id: "${block.id}") { id } }`);
    expect(await markdownOf(id)).toBe('One\n\nThree');
    expect(await api.code(`mutation { delete_doc_blocks(block_ids: ["${first}", "nope"]) { id } }`)).toBe(
      'ResourceNotFoundException',
    );
    expect(await markdownOf(id)).toBe('One\n\nThree');
  });

  it('creates typed blocks of every kind and shows them typed', async () => {
    const id = await create();
    const { create_doc_blocks: blocks } = await api.data<{
      create_doc_blocks: { id: string; type: string; content: object[] }[];
    }>(
      `mutation { create_doc_blocks(docId: ${id}, blocksInput: [
         {text_block: {text_block_type: LARGE_TITLE, delta_format: [{insert: {text: "Hi "}, attributes: {bold: true}}, {insert: {blot: {mention: {id: ${MEMBER}, type: USER}}}}]}},
         {list_block: {list_block_type: CHECK_LIST, indentation: 1, delta_format: [{insert: {text: "x"}}]}},
         {notice_box_block: {theme: WARNING}}, {image_block: {public_url: "https://example.com/x.png", width: 10}},
         {video_block: {raw_url: "https://example.com/v"}}, {table_block: {row_count: 1, column_count: 2}},
         {layout_block: {column_count: 2}}, {divider_block: {}}, {page_break_block: {}}
       ]) { id type content {
         ... on TextBlockContent { alignment delta_format { insert { text blot { ... on Mention { id type } } } attributes { bold } } }
         ... on ListBlockContent { indentation } ... on NoticeBoxContent { theme } ... on ImageContent { public_url width }
         ... on VideoContent { url } ... on TableContent { cells { row_cells { block_id } } } ... on LayoutContent { cells { block_id } }
         ... on DividerContent { direction } ... on PageBreakContent { direction } } } }`,
    );
    expect(blocks.map(({ type }) => type)).toEqual([
      ...[
        'large_title',
        'check_list',
        'notice_box',
        'image',
        'video',
        'table',
        'layout',
        'divider',
        'page_break',
      ],
    ]);
    expect(blocks[0]?.content).toEqual([
      {
        alignment: 'LEFT',
        delta_format: [
          { insert: { text: 'Hi ', blot: null }, attributes: { bold: true } },
          { insert: { text: null, blot: { id: MEMBER, type: 'USER' } }, attributes: null },
        ],
      },
    ]);
    expect(blocks.slice(1, 5).map(({ content }) => content)).toEqual([
      [{ indentation: 1 }],
      [{ theme: 'WARNING' }],
      [{ public_url: 'https://example.com/x.png', width: 10 }],
      [{ url: 'https://example.com/v' }],
    ]);
    const [table] = blocks[5]!.content as { cells: { row_cells: { block_id: string }[] }[] }[];
    expect((await blocksOf(id)).map((block) => block.id)).toContain(table?.cells[0]?.row_cells[1]?.block_id);
    expect(await api.code(`mutation { create_doc_blocks(docId: ${id}, blocksInput: [{}]) { id } }`)).toBe(
      'InvalidArgumentException',
    );
  });

  it('renames, duplicates and deletes a doc', async () => {
    const id = await create();
    await addMarkdown(id, MARKDOWN);
    await api.data(`mutation { update_doc_name(docId: ${id}, name: "New") }`);
    const { duplicate_doc: copy } = await api.data<{ duplicate_doc: { id: string } }>(
      `mutation { duplicate_doc(docId: ${id}, duplicateType: duplicate_doc_with_content) }`,
    );
    expect(await api.data('{ docs { name } }')).toEqual({
      docs: [{ name: 'New' }, { name: 'Duplicate of New' }],
    });
    expect(await markdownOf(copy.id)).toBe(await markdownOf(id));
    await api.data(`mutation { delete_doc(docId: ${id}) }`);
    expect(await api.data('{ docs { id } }')).toEqual({ docs: [{ id: copy.id }] });
    expect(await api.code(`mutation { update_doc_name(docId: ${id}, name: "x") }`)).toBe(
      'ResourceNotFoundException',
    );
  });

  it('shows a private doc to its owners only', async () => {
    const id = await create('private');
    expect(await api.data('{ docs { id } }', { as: MEMBER })).toEqual({ docs: [] });
    const { docs } = await api.data<{ docs: { object_id: string }[] }>(
      `{ docs(ids: [${id}]) { object_id } }`,
    );
    await api.data(
      `mutation { add_users_to_board(board_id: ${docs[0]!.object_id}, user_ids: [${MEMBER}]) { id } }`,
    );
    expect(await api.data('{ docs { id } }', { as: MEMBER })).toEqual({ docs: [{ id }] });
  });

  it('creates a doc in a column of an item, which boards do not list', async () => {
    await api.data(
      `mutation { create_column(board_id: ${BOARD}, column_type: doc, title: "Doc", id: "spec") { id } }`,
    );
    const { create_doc: doc } = await api.data<{ create_doc: { id: string; object_id: string } }>(
      `mutation { create_doc(location: {board: {item_id: ${ITEM}, column_id: "spec"}}) { id object_id } }`,
    );
    expect(
      await api.data(
        `{ items(ids: [${ITEM}]) { column_values(ids: ["spec"]) { text ... on DocValue { file { object_id doc { id name } } } } } boards { id } }`,
      ),
    ).toMatchObject({
      items: [
        {
          column_values: [
            {
              text: 'Sketch the new landing page',
              file: { object_id: doc.object_id, doc: { id: doc.id, name: 'Sketch the new landing page' } },
            },
          ],
        },
      ],
      boards: [{ id: BOARD }, { id: '7310291180' }],
    });
  });

  it('takes comments on the item of the doc’s board', async () => {
    const id = await create();
    const { docs } = await api.data<{ docs: { object_id: string }[] }>(
      `{ docs(ids: [${id}]) { object_id } }`,
    );
    const query = `{ boards(ids: [${docs[0]!.object_id}]) { items_page { items { id updates { text_body } } } } }`;
    const { boards } = await api.data<{ boards: { items_page: { items: { id: string }[] } }[] }>(query);
    await api.data(
      `mutation { create_update(item_id: ${boards[0]!.items_page.items[0]!.id}, body: "Why?") { id } }`,
    );
    expect(await api.data(query)).toMatchObject({
      boards: [{ items_page: { items: [{ updates: [{ text_body: 'Why?' }] }] } }],
    });
  });

  it('imports HTML', async () => {
    const { import_doc_from_html: made } = await api.data<{ import_doc_from_html: { doc_id: string } }>(
      `mutation { import_doc_from_html(workspaceId: ${workspace}, title: "In", html: "<h2>Title</h2><p>Some <b>bold</b></p><ul><li>a</li><li>b</li></ul>") { success doc_id } }`,
    );
    expect(await markdownOf(made.doc_id)).toBe('## Title\n\nSome **bold**\n\n- a\n- b');
  });

  it('describes an item', async () => {
    const set = (markdown: string): Promise<unknown> =>
      api.data(
        'mutation($m: String!) { set_item_description_content(item_id: 7310284756, markdown: $m) { success block_ids } }',
        { variables: { m: markdown } },
      );
    const shown = '{ items(ids: [7310284756]) { description { blocks { type content } } } docs { id } }';
    expect(await api.data(shown)).toEqual({ items: [{ description: null }], docs: [] });
    await set('Old');
    await set('# New');
    const { items } = await api.data<{ items: { description: { blocks: Block[] } }[] }>(shown);
    expect(
      items[0]?.description.blocks.map(({ type, content }) => [type, JSON.parse(content) as unknown]),
    ).toEqual([['large_title', { alignment: 'left', direction: 'ltr', deltaFormat: [{ insert: 'New' }] }]]);
  });

  it.each([
    ['create_doc(location: {}) { id }', 'InvalidArgumentException'],
    [
      `create_doc(location: {board: {item_id: ${ITEM}, column_id: "status"}}) { id }`,
      'InvalidColumnTypeException',
    ],
    ['create_doc(location: {workspace: {workspace_id: 1, name: "x"}}) { id }', 'InvalidWorkspaceIdException'],
    ['create_doc_block(doc_id: 1, type: normal_text, content: "{}") { id }', 'ResourceNotFoundException'],
    ['update_doc_block(block_id: "x", content: "{}") { id }', 'ResourceNotFoundException'],
  ])('refuses %s', async (mutation, code) => {
    expect(await api.code(`mutation { ${mutation} }`)).toBe(code);
  });

  it('have a history of versions that can be compared', async () => {
    const doc = await create();
    const { docs } = await api.data<{ docs: { object_id: string }[] }>(
      `{ docs(ids: [${doc}]) { object_id } }`,
    );
    const objectId = docs[0]?.object_id ?? '';
    const history = async (more = ''): Promise<{ date: string; user_ids: string[] }[]> => {
      const { doc_version_history: answer } = await api.data<{
        doc_version_history: { restoring_points: { date: string; user_ids: string[] }[] };
      }>(`{ doc_version_history(doc_id: ${objectId}${more}) { restoring_points { date user_ids } } }`);
      return answer.restoring_points;
    };
    const diff = async (date: string, previous: string): Promise<unknown> => {
      const { doc_version_diff: answer } = await api.data<{ doc_version_diff: { blocks: unknown } }>(
        `{ doc_version_diff(doc_id: ${objectId}, date: "${date}", prev_date: "${previous}") {
             blocks { summary changes { added deleted changed } } } }`,
      );
      return answer.blocks;
    };
    expect(await history()).toEqual([]);
    // Times of versions are set, because changes can have the same millisecond.
    const kept = (at: number): number =>
      api.database.run('UPDATE doc_versions SET created_at = ?1 WHERE created_at > 1000000', at);
    await addMarkdown(doc, 'One\n\nTwo');
    kept(1_000);
    const [, second] = await blocksOf(doc);
    await api.data(
      `mutation ($c: JSON!) { update_doc_block(block_id: "${second?.id}", content: $c) { id } }`,
      { variables: { c: JSON.stringify({ deltaFormat: [{ insert: 'Zwei' }] }) } },
    );
    kept(2_000);
    await addMarkdown(doc, 'Three');
    kept(3_000);
    await api.data(`mutation { delete_doc_block(block_id: "${second?.id}") { id } }`);
    kept(4_000);

    const points = await history();
    expect(points.map(({ date }) => Date.parse(date))).toEqual([4_000, 3_000, 2_000, 1_000]);
    expect(points[0]?.user_ids).toEqual([ADMIN]);
    expect(await history(', since: "1970-01-01T00:00:02Z", until: "1970-01-01T00:00:03Z"')).toHaveLength(2);
    const [last = '', third = '', , first = ''] = points.map(({ date }) => date);
    expect(await diff(last, third)).toEqual([
      { summary: 'Zwei', changes: { added: false, deleted: true, changed: false } },
    ]);
    expect(await diff(third, first)).toEqual([
      { summary: 'Zwei', changes: { added: false, deleted: false, changed: true } },
      { summary: 'Three', changes: { added: true, deleted: false, changed: false } },
    ]);
    expect(await diff(first, '1970-01-01T00:00:00Z')).toHaveLength(2);
    expect(await api.code(`{ doc_version_history(doc_id: ${doc}) { doc_id } }`)).toBe(
      'ResourceNotFoundException',
    );
    expect(
      await api.code(`{ doc_version_diff(doc_id: ${objectId}, date: "x", prev_date: "y") { doc_id } }`),
    ).toBe('InvalidArgumentException');
  });
});
