import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startMcpServer } from './mcp-server.mjs';
import { ADMIN, BOARD, ITEM, MEMBER, startPlatform } from './platform.mjs';

/** Every tool writes, or reads what another way of the API wrote; a plain query reads it back. */
describe("monday's MCP server 3.3.0", () => {
  let platform;
  let mcp;
  before(async () => {
    platform = await startPlatform();
    mcp = await startMcpServer(platform);
  });
  after(async () => {
    await mcp?.close();
    await platform?.close();
  });

  const first = async (query) => Object.values(await platform.query(query))[0][0];
  const idIn = (answer, ...names) => {
    const flat = JSON.stringify(answer);
    for (const pattern of [...names.map((name) => `"${name}":"?(\\w[\\w-]*)"?`), 'ID: (\\d+)']) {
      const found = new RegExp(pattern).exec(flat);
      if (found) return found[1];
    }
    throw new Error(`no ${names.join(' or ')} in ${flat}`);
  };

  describe('boards', () => {
    it('create_board', async () => {
      const id = idIn(
        await mcp.call('create_board', { boardName: 'Made', boardKind: 'public', boardDescription: 'x' }),
        'board_id',
        'id',
      );
      assert.deepEqual(await first(`{ boards(ids: [${id}]) { name description board_kind } }`), {
        name: 'Made',
        description: 'x',
        board_kind: 'public',
      });
    });
    it('get_board_info', async () => {
      const { board } = await mcp.call('get_board_info', { boardId: Number(BOARD) });
      assert.equal(board.name, 'Website relaunch');
      assert.equal(board.items_count, 6);
    });
    it('get_board_schema', async () => {
      const text = JSON.stringify(await mcp.call('get_board_schema', { boardId: Number(BOARD) }));
      for (const id of ['status', 'date4', 'numbers', 'topics']) assert.match(text, new RegExp(id));
    });
    it('get_full_board_data', async () => {
      assert.match(
        JSON.stringify(await mcp.call('get_full_board_data', { boardId: BOARD })),
        /Translate to Swedish/,
      );
    });
    it('get_board_activity', async () => {
      await platform.query(
        `mutation { change_simple_column_value(board_id: ${BOARD}, item_id: ${ITEM}, column_id: "numbers", value: "13") { id } }`,
      );
      const answer = await mcp.call('get_board_activity', { boardId: Number(BOARD), includeData: true });
      assert.match(JSON.stringify(answer), /update_column_value/);
    });
    it('board_insights', async () => {
      const { data } = await mcp.call('board_insights', {
        boardId: Number(BOARD),
        aggregations: [{ function: 'COUNT_ITEMS', columnId: 'item_id' }, { columnId: 'status' }],
        groupBy: ['status'],
      });
      const done = data.find((row) => row.LABEL_status_0 === 'Done');
      assert.equal(done.COUNT_ITEMS_item_id_0, 1);
    });
    it('move_object', async () => {
      const { create_workspace } = await platform.query(
        'mutation { create_workspace(name: "Target", kind: open) { id } }',
      );
      const { create_board } = await platform.query(
        'mutation { create_board(board_name: "Moved", board_kind: public) { id } }',
      );
      await mcp.call('move_object', {
        objectType: 'Board',
        id: create_board.id,
        workspaceId: create_workspace.id,
      });
      assert.equal(
        (await first(`{ boards(ids: [${create_board.id}]) { workspace_id } }`)).workspace_id,
        create_workspace.id,
      );
    });
    it('create_view, update_view, create_view_table, update_view_table', async () => {
      const id = idIn(
        await mcp.call('create_view', { boardId: BOARD, type: 'TABLE', name: 'One' }),
        'view_id',
        'id',
      );
      await mcp.call('update_view', { boardId: BOARD, viewId: id, type: 'TABLE', name: 'Two' });
      const table = idIn(
        await mcp.call('create_view_table', { boardId: BOARD, name: 'Three' }),
        'view_id',
        'id',
      );
      await mcp.call('update_view_table', { boardId: BOARD, viewId: table, name: 'Four' });
      const { views } = await first(`{ boards(ids: [${BOARD}]) { views { name } } }`);
      assert.deepEqual(views, [{ name: 'Two' }, { name: 'Four' }]);
    });
  });

  describe('columns and groups', () => {
    it('create_column, update_column, delete_column', async () => {
      const id = idIn(
        await mcp.call('create_column', {
          boardId: Number(BOARD),
          columnType: 'dropdown',
          columnTitle: 'Size',
          columnDescription: 'How big',
          columnSettings: '{"labels":[{"label":"S"}]}',
        }),
        'column_id',
        'id',
      );
      const query = `{ boards(ids: [${BOARD}]) { columns(ids: ["${id}"]) { title description revision settings } } }`;
      const [column] = (await first(query)).columns;
      assert.deepEqual(
        [column.title, column.description, column.settings.labels[0].label],
        ['Size', 'How big', 'S'],
      );
      await mcp.call('update_column', {
        boardId: Number(BOARD),
        columnId: id,
        columnType: 'dropdown',
        revision: column.revision,
        columnTitle: 'Width',
      });
      assert.equal((await first(query)).columns[0].title, 'Width');
      await mcp.call('delete_column', { boardId: Number(BOARD), columnId: id });
      assert.deepEqual((await first(query)).columns, []);
    });
    it('get_column_type_info', async () => {
      assert.match(
        JSON.stringify(await mcp.call('get_column_type_info', { columnType: 'status' })),
        /labels/,
      );
    });
    it('create_group', async () => {
      const id = idIn(
        await mcp.call('create_group', { boardId: BOARD, groupName: 'New', groupColor: '#00c875' }),
        'group_id',
        'id',
      );
      const { groups } = await first(
        `{ boards(ids: [${BOARD}]) { groups(ids: ["${id}"]) { title color } } }`,
      );
      assert.deepEqual(groups, [{ title: 'New', color: '#00c875' }]);
    });
  });

  describe('items', () => {
    const item = (id, fields) => first(`{ items(ids: [${id}]) { ${fields} } }`);
    it('create_item, with subitems and copies', async () => {
      const id = idIn(
        await mcp.call('create_item', {
          boardId: Number(BOARD),
          name: 'A',
          groupId: 'topics',
          columnValues: '{"status":{"label":"Done"}}',
        }),
        'item_id',
        'id',
      );
      assert.deepEqual(await item(id, 'name group { id } column_values(ids: ["status"]) { text }'), {
        name: 'A',
        group: { id: 'topics' },
        column_values: [{ text: 'Done' }],
      });
      await mcp.call('create_item', {
        boardId: Number(BOARD),
        name: 'Sub',
        parentItemId: Number(id),
        columnValues: '{}',
      });
      assert.deepEqual(await item(id, 'subitems { name }'), { subitems: [{ name: 'Sub' }] });
      const copy = idIn(
        await mcp.call('create_item', {
          boardId: Number(BOARD),
          name: 'B',
          duplicateFromItemId: Number(id),
          columnValues: '{}',
        }),
        'item_id',
        'id',
      );
      assert.deepEqual(await item(copy, 'name column_values(ids: ["status"]) { text }'), {
        name: 'B',
        column_values: [{ text: 'Done' }],
      });
    });
    it('create_items', async () => {
      await mcp.call('create_items', {
        boardId: Number(BOARD),
        items: [{ name: 'Many 1' }, { name: 'Many 2', columnValues: '{"numbers":"5"}' }].map((entry) => ({
          columnValues: '{}',
          ...entry,
        })),
      });
      const { items_page_by_column_values: page } = await platform.query(
        `{ items_page_by_column_values(board_id: ${BOARD}, columns: [{column_id: "name", column_values: ["Many 1", "Many 2"]}]) { items { name } } }`,
      );
      assert.equal(page.items.length, 2);
    });
    it('change_item_column_values', async () => {
      await mcp.call('change_item_column_values', {
        boardId: Number(BOARD),
        itemId: Number(ITEM),
        columnValues: '{"numbers":"99"}',
      });
      assert.equal(
        (await item(ITEM, 'column_values(ids: ["numbers"]) { text }')).column_values[0].text,
        '99',
      );
    });
    it('update_items', async () => {
      await mcp.call('update_items', {
        boardId: Number(BOARD),
        updates: [{ itemId: Number(ITEM), columnValues: '{"numbers":"98"}' }],
      });
      assert.equal(
        (await item(ITEM, 'column_values(ids: ["numbers"]) { text }')).column_values[0].text,
        '98',
      );
    });
    it('move_item_to_group', async () => {
      await mcp.call('move_item_to_group', { itemId: Number(ITEM), groupId: 'group_title' });
      assert.equal((await item(ITEM, 'group { id }')).group.id, 'group_title');
    });
    it('get_board_items_page', async () => {
      const answer = await mcp.call('get_board_items_page', {
        boardId: Number(BOARD),
        limit: 3,
        includeColumns: true,
        includeSubItems: true,
        filters: [{ columnId: 'status', compareValue: [2], operator: 'any_of' }],
      });
      assert.deepEqual(
        answer.items.map(({ name }) => name),
        ['Replace the contact form'],
      );
    });
    it('get_board_items_page by a search term', async () => {
      const answer = await mcp.call('get_board_items_page', {
        boardId: Number(BOARD),
        searchTerm: 'Swedish',
      });
      assert.deepEqual(
        answer.items.map(({ name }) => name),
        ['Translate to Swedish'],
      );
    });
    it('delete_item', async () => {
      const { create_item } = await platform.query(
        `mutation { create_item(board_id: ${BOARD}, item_name: "Gone") { id } }`,
      );
      await mcp.call('delete_item', { itemId: Number(create_item.id) });
      assert.equal((await item(create_item.id, 'state')).state, 'deleted');
    });
  });

  describe('updates and notifications', () => {
    const updates = async () =>
      (await first(`{ items(ids: [${ITEM}]) { updates { id text_body replies { text_body } } } }`)).updates;
    it('create_update, with a mention and a reply', async () => {
      const id = idIn(
        await mcp.call('create_update', {
          itemId: Number(ITEM),
          body: 'Hello',
          mentionsList: JSON.stringify([{ id: MEMBER, type: 'User' }]),
        }),
        'update_id',
        'id',
      );
      await mcp.call('create_update', { itemId: Number(ITEM), body: 'Reply', parentId: Number(id) });
      assert.deepEqual((await updates())[0], { id, text_body: 'Hello', replies: [{ text_body: 'Reply' }] });
    });
    it('get_updates of an item and of a board', async () => {
      for (const [objectId, objectType] of [
        [ITEM, 'Item'],
        [BOARD, 'Board'],
      ]) {
        const answer = await mcp.call('get_updates', {
          objectId,
          objectType,
          includeReplies: true,
          includeAssets: true,
          includeItemUpdates: true,
        });
        assert.match(JSON.stringify(answer), /Hello.*Reply/s);
      }
    });
    it('delete_update', async () => {
      const [{ id }] = await updates();
      await mcp.call('delete_update', { id: Number(id) });
      assert.deepEqual(await updates(), []);
    });
    it('create_notification', async () => {
      await mcp.call('create_notification', {
        user_id: ADMIN,
        target_id: ITEM,
        target_type: 'Project',
        text: 'Ding',
      });
      assert.equal((await first('{ notifications(limit: 1) { text item { id } } }')).text, 'Ding');
    });
  });

  describe('users and teams', () => {
    it('list_users_and_teams', async () => {
      await platform.query(
        `mutation { create_team(input: {name: "Crew", subscriber_ids: [${MEMBER}]}) { id } }`,
      );
      const ask = async (args) => JSON.stringify(await mcp.call('list_users_and_teams', args));
      assert.match(await ask({ getMe: true }), /Amara Lindqvist/);
      assert.match(await ask({ name: 'tomás' }), /Tomás Rivera/);
      assert.match(await ask({ userIds: [MEMBER], includeTeams: true }), /Tomás Rivera.*Crew/s);
      assert.match(await ask({ teamsOnly: true }), /Crew/);
      assert.match(await ask({ includeTeams: true, includeTeamMembers: true }), /Crew.*Tomás/s);
    });
  });

  describe('workspaces and folders', () => {
    let workspace;
    it('create_workspace, update_workspace', async () => {
      workspace = idIn(
        await mcp.call('create_workspace', { name: 'Ops', workspaceKind: 'open' }),
        'workspace_id',
        'id',
      );
      await mcp.call('update_workspace', {
        id: workspace,
        attributeName: 'Operations',
        attributeDescription: 'x',
      });
      assert.deepEqual(await first(`{ workspaces(ids: [${workspace}]) { name description } }`), {
        name: 'Operations',
        description: 'x',
      });
    });
    it('create_folder, update_folder', async () => {
      const id = idIn(
        await mcp.call('create_folder', { workspaceId: workspace, name: 'In', color: 'INDIGO' }),
        'folder_id',
        'id',
      );
      await mcp.call('update_folder', { folderId: id, name: 'Inner' });
      assert.deepEqual(await first(`{ folders(ids: [${id}]) { name workspace { id } } }`), {
        name: 'Inner',
        workspace: { id: workspace },
      });
    });
    it('list_workspaces', async () => {
      assert.match(JSON.stringify(await mcp.call('list_workspaces', { limit: 100, page: 1 })), /Operations/);
    });
    it('workspace_info', async () => {
      assert.match(
        JSON.stringify(await mcp.call('workspace_info', { workspace_id: Number(workspace) })),
        /Operations.*Inner/s,
      );
    });
  });

  describe('docs', () => {
    let workspace;
    let doc;
    const markdown = async () => {
      const { export_markdown_from_doc: exported } = await platform.query(
        `{ export_markdown_from_doc(docId: ${doc}) { markdown } }`,
      );
      return exported.markdown;
    };
    before(async () => {
      ({ create_workspace: workspace } = await platform.query(
        'mutation { create_workspace(name: "Docs", kind: open) { id } }',
      ));
    });
    it('create_doc in a workspace', async () => {
      doc = idIn(
        await mcp.call('create_doc', {
          location: 'workspace',
          workspace_id: Number(workspace.id),
          doc_name: 'Plan',
          markdown: '# One\n\nTwo',
        }),
        'doc_id',
      );
      assert.equal(await markdown(), '# One\n\nTwo');
    });
    it('create_doc in an item', async () => {
      await mcp.call('create_doc', {
        location: 'item',
        item_id: Number(ITEM),
        doc_name: 'Spec',
        markdown: 'x',
      });
      const { column_values } = await first(
        `{ items(ids: [${ITEM}]) { column_values(types: [doc]) { text } } }`,
      );
      assert.deepEqual(column_values, [{ text: 'Spec' }]);
    });
    it('add_content_to_doc', async () => {
      await mcp.call('add_content_to_doc', { doc_id: doc, markdown: '- three' });
      assert.equal(await markdown(), '# One\n\nTwo\n\n- three');
    });
    it('update_doc', async () => {
      const { blocks } = await first(`{ docs(ids: [${doc}]) { blocks { id type } } }`);
      await mcp.call('update_doc', {
        doc_id: doc,
        operations: [
          { operation_type: 'set_name', name: 'Renamed' },
          {
            operation_type: 'update_block',
            block_id: blocks[1].id,
            content: {
              block_content_type: 'text',
              delta_format: [{ insert: { text: 'Zwei' } }, { insert: { text: '\n' } }],
            },
          },
          {
            operation_type: 'create_block',
            block: {
              block_type: 'text',
              delta_format: [{ insert: { text: 'End' } }, { insert: { text: '\n' } }],
            },
          },
          { operation_type: 'delete_blocks', block_ids: [blocks[2].id] },
          { operation_type: 'add_comment', body: 'Why?' },
        ],
      });
      assert.equal(await markdown(), '# One\n\nZwei\n\nEnd');
      assert.equal((await first(`{ docs(ids: [${doc}]) { name } }`)).name, 'Renamed');
    });
    it('read_docs, with the history of versions', async () => {
      const { object_id: id } = await first(`{ docs(ids: [${doc}]) { object_id } }`);
      const answer = await mcp.call('read_docs', {
        mode: 'version_history',
        type: 'object_ids',
        ids: [id],
        include_diff: true,
      });
      const { doc_version_history: history } = await platform.query(
        `{ doc_version_history(doc_id: ${id}) { restoring_points { date } } }`,
      );
      assert.deepEqual(
        answer.restoring_points.map(({ date }) => date),
        history.restoring_points.map(({ date }) => date).slice(0, answer.restoring_points.length),
      );
      assert.match(JSON.stringify(answer.restoring_points), /Zwei/);
    });
    it('read_docs, with blocks and comments', async () => {
      const answer = JSON.stringify(
        await mcp.call('read_docs', {
          type: 'ids',
          ids: [doc],
          include_blocks: true,
          include_comments: true,
        }),
      );
      assert.match(answer, /Zwei/);
      assert.match(answer, /Why\?/);
    });
  });

  describe('search and files', () => {
    it('search', async () => {
      const ask = async (searchType, searchTerm) =>
        JSON.stringify(await mcp.call('search', { searchType, searchTerm }));
      assert.match(await ask('BOARD', 'relaunch'), /Website relaunch/);
      assert.match(await ask('ITEMS', 'swedish'), /Translate to Swedish/);
      assert.match(await ask('WORKSPACES', 'Operations'), /Operations/);
      assert.match(await ask('DOCUMENTS', 'Renamed'), /Renamed/);
      assert.match(await ask('FOLDERS', 'Inner'), /Inner/);
      await platform.query(`mutation { create_update(item_id: ${ITEM}, body: "Lighthouse") { id } }`);
      assert.match(await ask('UPDATES', 'lighthouse'), /Lighthouse/);
    });
    it('update_assets_on_item', async () => {
      await platform.query(
        `mutation { create_column(board_id: ${BOARD}, column_type: file, title: "Files", id: "files") { id } }`,
      );
      await mcp.call('update_assets_on_item', {
        boardId: BOARD,
        itemId: ITEM,
        columnId: 'files',
        files: [{ fileType: 'link', name: 'Page', linkToFile: 'https://example.com/x' }],
      });
      const { column_values } = await first(
        `{ items(ids: [${ITEM}]) { column_values(ids: ["files"]) { text } } }`,
      );
      assert.deepEqual(column_values, [{ text: 'https://example.com/x' }]);
    });
  });

  describe('more of the account', () => {
    it('get_asset_upload_url, finalize_asset_upload and get_assets', async () => {
      const bytes = Buffer.from('Hello');
      const { upload_id: uploadId, upload_url: url } = await mcp.call('get_asset_upload_url', {
        fileName: 'hello.txt',
        contentType: 'text/plain',
        fileSize: bytes.length,
      });
      const put = await fetch(url, { method: 'PUT', body: bytes, headers: { 'content-type': 'text/plain' } });
      const place = { boardId: BOARD, itemId: ITEM, columnId: 'files' };
      const asset = await mcp.call('finalize_asset_upload', {
        uploadId,
        etag: put.headers.get('etag'),
        ...place,
      });
      const { assets } = await first(
        `{ items(ids: [${ITEM}]) { assets(column_ids: ["files"]) { id name } } }`,
      );
      assert.deepEqual(assets, [{ id: String(asset.asset_id), name: 'hello.txt' }]);
      assert.match(
        JSON.stringify(await mcp.call('get_assets', { ids: [String(asset.asset_id)] })),
        /hello\.txt/,
      );
    });
    it('get_user_context', async () => {
      await platform.query(
        `mutation { create_favorite(input: {object: {id: ${BOARD}, type: Board}}) { favorite { id } } }`,
      );
      const answer = JSON.stringify(await mcp.call('get_user_context'));
      assert.match(answer, /Amara Lindqvist/);
      assert.match(answer, /Website relaunch/);
    });
    it('create_custom_activity, fetch_custom_activity and create_timeline_item', async () => {
      await mcp.call('create_custom_activity', { color: 'GO_GREEN', icon_id: 'HEADPHONES', name: 'Call' });
      assert.match(JSON.stringify(await mcp.call('fetch_custom_activity')), /Call/);
      const { id } = await first('{ custom_activity(name: "Call") { id } }');
      await mcp.call('create_timeline_item', {
        item_id: Number(ITEM),
        custom_activity_id: id,
        title: 'Called',
        timestamp: '2026-11-01T10:00:00Z',
      });
      const { timeline } = await platform.query(
        `{ timeline(id: ${ITEM}) { timeline_items_page { timeline_items { title } } } }`,
      );
      assert.deepEqual(timeline.timeline_items_page.timeline_items, [{ title: 'Called' }]);
    });
    it('create_dashboard and create_widget', async () => {
      const { create_workspace: workspace } = await platform.query(
        'mutation { create_workspace(name: "Boards", kind: open) { id } }',
      );
      const { dashboard_id: id } = await mcp.call('create_dashboard', {
        name: 'Load',
        workspace_id: workspace.id,
        board_ids: [BOARD],
      });
      await mcp.call('create_widget', {
        parent_container_id: String(id),
        parent_container_type: 'DASHBOARD',
        widget_kind: 'NUMBER',
        widget_name: 'Sum',
        settings: {},
      });
      const { update_dashboard: renamed } = await platform.query(
        `mutation { update_dashboard(id: ${id}, kind: PRIVATE) { name kind } }`,
      );
      assert.deepEqual(renamed, { name: 'Load', kind: 'PRIVATE' });
    });
  });

  describe('forms', () => {
    it('create_form, form_questions_editor, update_form, get_form', async () => {
      const { create_workspace: workspace } = await platform.query(
        'mutation { create_workspace(name: "Intake", kind: open) { id } }',
      );
      const made = await mcp.call('create_form', {
        destination_workspace_id: workspace.id,
        destination_name: 'Ask us',
      });
      const token = idIn(made, 'form_token', 'token', 'formToken');
      const readBack = async (fields) =>
        (await platform.query(`{ form(formToken: "${token}") { ${fields} } }`)).form;
      await mcp.call('form_questions_editor', {
        action: 'create',
        formToken: token,
        question: { type: 'SingleSelect', title: 'Urgency', options: [{ label: 'Now' }, { label: 'Later' }] },
      });
      const { questions } = await readBack('questions { id title options { label } }');
      assert.deepEqual(questions[1], {
        id: questions[1].id,
        title: 'Urgency',
        options: [{ label: 'Now' }, { label: 'Later' }],
      });
      await mcp.call('form_questions_editor', {
        action: 'update',
        formToken: token,
        questionId: questions[1].id,
        question: { type: 'SingleSelect', title: 'How urgent', required: true },
      });
      await mcp.call('update_form', {
        formToken: token,
        action: 'updateFormHeader',
        form: { title: 'Ask', description: 'We answer' },
      });
      await mcp.call('update_form', {
        formToken: token,
        action: 'updateFeatures',
        form: { features: { responseLimit: { enabled: true, limit: 3 } } },
      });
      await mcp.call('update_form', { formToken: token, action: 'deactivate' });
      assert.deepEqual(
        await readBack(
          'title description active questions { title required } features { responseLimit { limit } }',
        ),
        {
          title: 'Ask',
          description: 'We answer',
          active: false,
          questions: [
            { title: 'Name', required: true },
            { title: 'How urgent', required: true },
          ],
          features: { responseLimit: { limit: 3 } },
        },
      );
      assert.match(JSON.stringify(await mcp.call('get_form', { formToken: token })), /How urgent/);
    });
    it('create_form_submission', async () => {
      const { create_workspace: workspace } = await platform.query(
        'mutation { create_workspace(name: "Answers", kind: open) { id } }',
      );
      const { create_form: form } = await platform.query(
        `mutation { create_form(destination_workspace_id: ${workspace.id}) { token boardId } }`,
      );
      await mcp.call('create_form_submission', {
        form_token: form.token,
        form_timezone_offset: 0,
        answers: [{ question_id: 'name', name: 'Asked by mail' }],
      });
      const { items_page: page } = await first(
        `{ boards(ids: [${form.boardId}]) { items_page { items { name } } } }`,
      );
      assert.deepEqual(page.items, [{ name: 'Asked by mail' }]);
    });
  });

  describe('object schemas', () => {
    const readBack = async (fields) => first(`{ get_object_schemas(names: ["ships"]) { ${fields} } }`);
    it('create_object_schema, update_object_schema, manage_object_schema_columns', async () => {
      await mcp.call('create_object_schema', { name: 'ships', description: 'Hulls' });
      await mcp.call('manage_object_schema_columns', {
        action: 'create',
        objectSchemaName: 'ships',
        columns: [{ type: 'text', title: 'Yard', policy: { can_override: ['title'], cannot_delete: false } }],
      });
      const { id, columns } = await readBack('id columns { id }');
      await mcp.call('manage_object_schema_columns', {
        action: 'update',
        objectSchemaName: 'ships',
        columns: [{ column_id: columns[0].id, title: 'Shipyard' }],
      });
      await mcp.call('update_object_schema', { id, revision: 3, description: 'Hulls and masts' });
      assert.deepEqual(await readBack('description revision columns { title policy { can_override } }'), {
        description: 'Hulls and masts',
        revision: 4,
        columns: [{ title: 'Shipyard', policy: { can_override: ['title'] } }],
      });
      assert.match(JSON.stringify(await mcp.call('get_object_schemas', { names: ['ships'] })), /Hulls and/);
    });
    it('manage_object_schema_board_connection, set_object_schema_column_active_state', async () => {
      const { id, columns } = await readBack('id columns { id }');
      const onBoard = async () =>
        (await first(`{ boards(ids: [${BOARD}]) { columns(ids: ["${columns[0].id}"]) { title } } }`)).columns;
      await mcp.call('manage_object_schema_board_connection', {
        action: 'connect',
        boardId: BOARD,
        objectSchemaId: id,
      });
      assert.deepEqual(await onBoard(), [{ title: 'Shipyard' }]);
      await mcp.call('set_object_schema_column_active_state', {
        action: 'deactivate',
        objectSchemaId: id,
        columnId: columns[0].id,
      });
      assert.deepEqual(await readBack('connected_boards_count columns { tags { deprecated } }'), {
        connected_boards_count: 1,
        columns: [{ tags: { deprecated: true } }],
      });
      await mcp.call('manage_object_schema_board_connection', { action: 'detach', boardIds: [BOARD] });
      assert.equal((await readBack('connected_boards_count')).connected_boards_count, 0);
    });
    it('delete_object_schema_columns, delete_object_schema', async () => {
      const { id, columns } = await readBack('id columns { id }');
      await mcp.call('delete_object_schema_columns', { objectSchemaId: id, columnIds: [columns[0].id] });
      assert.deepEqual((await readBack('columns { id }')).columns, []);
      await mcp.call('delete_object_schema', { id });
      assert.equal(await readBack('id'), undefined);
    });
  });

  describe('agents', () => {
    it('manage_agent, manage_agent_skills, manage_agent_knowledge, agent_catalog', async () => {
      const agents = async (fields) =>
        (await platform.query(`{ custom_agents { ${fields} } }`, {}, 'dev')).custom_agents;
      await mcp.call('manage_agent', { action: 'create', prompt: 'Sort the inbox' });
      const [{ id }] = await agents('id');
      await mcp.call('manage_agent', { action: 'update', agent_id: id, name: 'Sorter' });
      await mcp.call('manage_agent', { action: 'activate', agent_id: id });
      await mcp.call('manage_agent_skills', { action: 'create', name: 'Tone', content: 'Be brief' });
      const { skills } = await mcp.call('agent_catalog', { action: 'list_skills' });
      await mcp.call('manage_agent_skills', { action: 'add', agent_id: id, skill_id: skills[0].id });
      assert.deepEqual(await agents('state goal profile { name } skill_ids'), [
        { state: 'ACTIVE', goal: 'Sort the inbox', profile: { name: 'Sorter' }, skill_ids: [skills[0].id] },
      ]);
      await mcp.call('manage_agent_knowledge', {
        action: 'add',
        agent_id: id,
        resource_id: BOARD,
        scope_type: 'BOARD',
        permission_type: 'READ',
      });
      assert.match(
        JSON.stringify(await mcp.call('manage_agent_knowledge', { action: 'list', agent_id: id })),
        new RegExp(BOARD),
      );
      await mcp.call('manage_agent', { action: 'delete', agent_id: id });
      assert.deepEqual(await agents('id'), []);
    });
  });

  describe('what there is none of', () => {
    it('list_automations, get_automation_runs, get_automation_statistics', async () => {
      const { workflows } = await mcp.call('list_automations', { boardId: BOARD });
      assert.deepEqual(workflows, []);
      const { runs } = await mcp.call('get_automation_runs', { mode: 'history', boardId: BOARD });
      assert.deepEqual(runs, []);
      const { statistics } = await mcp.call('get_automation_statistics', {
        breakdown: 'totals',
        accountWide: true,
      });
      assert.equal(statistics.total, 0);
    });
  });

  describe('the whole API', () => {
    it('all_api_read and all_api_write', async () => {
      await mcp.call('all_api_write', {
        query: 'mutation($b: ID!) { create_item(board_id: $b, item_name: "Written") { id } }',
        variables: JSON.stringify({ b: BOARD }),
      });
      const answer = await mcp.call('all_api_read', {
        query: `query($b: ID!) { items_page_by_column_values(board_id: $b, columns: [{column_id: "name", column_values: ["Written"]}]) { items { name } } }`,
        variables: JSON.stringify({ b: BOARD }),
      });
      assert.match(JSON.stringify(answer), /Written/);
    });
  });
});
